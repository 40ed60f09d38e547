class ConformanceModel:
    """Answers with what it is asked, in every part that a node of an inference graph can play."""

    def __init__(self):
        self.tagged = False

    def predict(self, rows, names, meta=None):
        if rows[0][0] < 0:
            raise ValueError("the first value is negative")
        self.tagged = rows[0][0] == 7
        return rows

    def transform_input(self, rows, names, meta=None):
        return rows

    def transform_output(self, rows, names, meta=None):
        return rows

    def route(self, rows, names, meta=None):
        return 1

    def aggregate(self, answers, names, meta=None):
        return answers[0]

    def metrics(self):
        if self.tagged:
            return [
                {
                    "type": "COUNTER",
                    "key": "tagged",
                    "value": 1,
                    "tags": {"branch": "a", "model_name": "other"},
                }
            ]
        return [
            {"type": "COUNTER", "key": "calls", "value": 1},
            {"type": "GAUGE", "key": "level", "value": 100},
            {"type": "TIMER", "key": "duration", "value": 20.2},
        ]
