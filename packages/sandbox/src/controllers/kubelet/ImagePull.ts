import { BackOff } from './backOff';
import type { ContainerSteps } from './containerSteps';
import type { KubeletContext } from './kubeletContext';
import { imageNameProblem, pullProblem } from './pullErrors';

/** How often the kubelet looks again at a name that it cannot read. */
const INVALID_NAME_RETRY_MS = 10_000;

/** Gets a container's image onto the node, however often it takes. */
export class ImagePull {
  private readonly backOff: BackOff;

  constructor(
    private readonly kubelet: KubeletContext,
    private readonly steps: ContainerSteps,
    private readonly container: { image: string; imagePullPolicy?: string },
  ) {
    this.backOff = new BackOff(kubelet.timings.firstBackOffSeconds, () =>
      kubelet.clock.now(),
    );
  }

  /** Settles when the image is there, or the container was stopped. */
  async run(): Promise<void> {
    const { image, imagePullPolicy } = this.container;
    const { images, pulled, timings } = this.kubelet;
    const { event, setState, sleep, isStopped } = this.steps;
    const quoted = `"${image}"`;
    const unreadable = imageNameProblem(image);
    while (unreadable && !isStopped()) {
      const message = `Failed to apply default image tag ${quoted}: ${unreadable}`;
      event('Warning', 'InspectFailed', message);
      event('Warning', 'Failed', 'Error: InvalidImageName');
      setState({ state: { waiting: { reason: 'InvalidImageName', message } } });
      await sleep(INVALID_NAME_RETRY_MS);
    }
    if (
      imagePullPolicy !== 'Always' &&
      pulled.has(image) &&
      images.find(image)
    ) {
      event(
        'Normal',
        'Pulled',
        `Container image ${quoted} already present on machine`,
      );
      return;
    }
    while (!isStopped()) {
      event('Normal', 'Pulling', `Pulling image ${quoted}`);
      setState({ state: { waiting: { reason: 'ContainerCreating' } } });
      await sleep(timings.pullMs);
      if (images.find(image)) {
        pulled.add(image);
        const took = `${timings.pullMs}ms`;
        event(
          'Normal',
          'Pulled',
          `Successfully pulled image ${quoted} in ${took} (${took} including waiting).`,
        );
        return;
      }
      await this.pauseAfter(pullProblem(image, images));
    }
  }

  private async pauseAfter(error: string) {
    const { event, setState, sleep } = this.steps;
    const quoted = `"${this.container.image}"`;
    event('Warning', 'Failed', `Failed to pull image ${quoted}: ${error}`);
    event('Warning', 'Failed', 'Error: ErrImagePull');
    setState({
      state: { waiting: { reason: 'ErrImagePull', message: error } },
    });
    await sleep(this.kubelet.timings.backOffNoticeMs);
    event('Normal', 'BackOff', `Back-off pulling image ${quoted}`);
    event('Warning', 'Failed', 'Error: ImagePullBackOff');
    setState({
      state: {
        waiting: {
          reason: 'ImagePullBackOff',
          message: `Back-off pulling image ${quoted}: ErrImagePull: ${error}`,
        },
      },
    });
    await sleep(this.backOff.next() * 1000);
  }
}
