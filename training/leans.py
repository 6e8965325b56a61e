"""Linear outputs over the vectors of the language model (models/events.md): what a word is likely to tell.

Softmax regression on vectors that stay as they are. What the forests learn from must not come from outputs that learnt the
same text, so they get those of `of`.
"""

import struct

import numpy as np
from sklearn.linear_model import LogisticRegression

WIDTH = 384


class Task:
    """Vectors with their answers, each in a fold."""

    def __init__(self, answers: int, strength: float):
        # `strength`: the inverse of the penalty, for vectors of mean 0 and variance 1.
        self.answers, self.strength = answers, strength
        self.keys, self.vectors, self.labels, self.weights, self.fold = set(), [], [], [], []

    def add(self, key, vector, label: int, weight: float, fold: int):
        if key not in self.keys:
            self.keys.add(key)
            self.vectors.append(np.array(vector, np.float32))
            self.labels.append(label)
            self.weights.append(weight)
            self.fold.append(fold)

    def seal(self):
        x = np.stack(self.vectors)
        self.mean, self.spread = x.mean(0), x.std(0) + 1e-6
        self.x, self.y = (x - self.mean) / self.spread, np.array(self.labels)
        self.w, self.fold = np.array(self.weights), np.array(self.fold)
        self.vectors = None

    def fit(self, learnt):
        model = LogisticRegression(C=self.strength, max_iter=500)
        return model.fit(self.x[learnt], self.y[learnt], sample_weight=self.w[learnt])

    def by_text(self):
        """Fits outputs for each fold that did not learn from its texts, and says how good they are."""
        self.models, shares = {}, np.zeros((len(self.y), self.answers), np.float32)
        for f in sorted(set(self.fold)):
            model = self.models[f] = self.fit(self.fold != f)
            shares[np.ix_(self.fold == f, model.classes_)] = model.predict_proba(self.x[self.fold == f])
        right = (shares.argmax(1) == self.y).mean()
        return f"{len(self.y)} words, {right:.3f} right, most common answer {np.bincount(self.y).max() / len(self.y):.3f}"

    def of(self, vectors, folds):
        """The shares of any vectors, by outputs that did not learn from their texts."""
        x = (np.array(vectors, np.float32) - self.mean) / self.spread
        folds, shares = np.array(folds), np.zeros((len(x), self.answers), np.float32)
        for f, model in self.models.items():
            if (folds == f).any():
                shares[np.ix_(folds == f, model.classes_)] = model.predict_proba(x[folds == f])
        return shares

    def rows(self):
        """Weights and biases of each answer for vectors as they are."""
        model = self.fit(self.fold == self.fold)
        weights, bias = np.zeros((self.answers, WIDTH)), np.full(self.answers, -20.0)
        coefficients, intercepts = model.coef_, model.intercept_
        weights[model.classes_] = coefficients / self.spread
        bias[model.classes_] = intercepts - (coefficients * self.mean / self.spread).sum(1)
        return np.hstack([weights, bias[:, None]]).astype("<f4")


def pack(tasks) -> bytes:
    """The file that crates/relata-model/src/linear.rs reads."""
    rows = np.concatenate([t.rows() for t in tasks])
    return b"RLIN" + struct.pack("<III", 1, len(rows), WIDTH) + rows.tobytes()
