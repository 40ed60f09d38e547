export { scaffolderFieldsModule } from './module';
