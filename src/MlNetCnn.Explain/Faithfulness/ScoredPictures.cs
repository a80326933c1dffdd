using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>Pictures, what is explained about each, and its score: the probability, whatever the method explains, since the measures' papers take the confidence.</summary>
internal sealed class ScoredPictures
{
    private readonly Target _target;
    private readonly int[]? _classes;
    private readonly int _batchSize;

    public ScoredPictures(ExplainedModel model, Tensor images, Target target, int batchSize, CancellationToken cancellation)
    {
        (Model, Images, _target, _batchSize) = (model, model.Check(images), target with { Format = model.OutputFormat }, batchSize);
        var found = _target.Of(model.Predict(images, cancellation), ScoreKind.Probability);
        // The class that is on top of a picture must not change when the picture does.
        if (found.Classes.All(c => c is not null)) _classes = [.. found.Classes.Select(c => c!.Value)];
        Scores = found.Scores;
    }

    public ExplainedModel Model { get; }

    public Tensor Images { get; }

    /// <summary>The score of each picture.</summary>
    public IReadOnlyList<float> Scores { get; }

    /// <summary>The classes, for a method to explain; the target where it is none.</summary>
    public Target Target => _classes is null ? _target : Target.Classes(_classes);

    /// <summary>Scores of changed pictures, in batches.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="pictureOf">The picture that one was made of.</param>
    /// <param name="write">Writes one.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    public float[] Of(int count, Func<int, int> pictureOf, Action<int, Memory<float>> write, CancellationToken cancellation)
    {
        var scores = new float[count];
        var size = (int)Images.Shape.Count;
        for (var first = 0; first < count; first += _batchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = new Tensor(Math.Min(_batchSize, count - first), Images.Shape);
            for (var i = 0; i < batch.Batch; i++) write(first + i, batch.Values.Slice(i * size, size));
            var target = _classes is null ? _target : new GivenClass([.. Enumerable.Range(first, batch.Batch).Select(i => _classes[pictureOf(i)])]) { Format = _target.Format };
            var found = target.Of(Model.Predict(batch, cancellation), ScoreKind.Probability).Scores;
            for (var i = 0; i < batch.Batch; i++) scores[first + i] = found[i];
        }

        return scores;
    }
}
