using MlNetCnn.Keras;

namespace MlNetCnn.Training;

/// <summary>
/// Inputs of another source, brought into the range that a network takes: <c>standardize</c> of Keras's <c>ImageDataGenerator</c>, whose
/// <c>preprocessing_function</c> comes first and whose <c>rescale</c> second. Goes around <see cref="AugmentedBatchSource"/>, not into it.
/// </summary>
public sealed class PreprocessedBatchSource : IBatchSource
{
    private readonly IBatchSource _source;
    private readonly Preprocessing _mode;
    private readonly float _rescale;
    private readonly int _length;

    /// <summary>Wraps a source.</summary>
    /// <param name="source">Inputs, commonly RGB pixels 0 to 255 of shape (height, width, channels).</param>
    /// <param name="mode">One of Keras's <c>preprocess_input</c>. Default none.</param>
    /// <param name="rescale">Every value is multiplied by it afterwards. Default 1; the book's convnets from scratch take 1/255.</param>
    /// <exception cref="ArgumentException">Settings are wrong; the message lists all that are.</exception>
    public PreprocessedBatchSource(IBatchSource source, Preprocessing mode = Preprocessing.None, float rescale = 1)
    {
        ArgumentNullException.ThrowIfNull(source);
        var shape = source.InputShape;
        new OptionErrors(nameof(PreprocessedBatchSource))
            .Require(Enum.IsDefined(mode), nameof(mode), mode, $"one of {string.Join(", ", Enum.GetNames<Preprocessing>())}")
            .Require(float.IsFinite(rescale), nameof(rescale), rescale, "finite")
            .Require(mode is not (Preprocessing.Caffe or Preprocessing.Torch) || (shape.Rank > 0 && shape[^1] == 3), $"The mode {mode} needs three channels last; the inputs are of shape {shape}.")
            .ThrowIfAny();
        (_source, _mode, _rescale) = (source, mode, rescale);
        _length = checked((int)shape.Count);
    }

    /// <summary>What it is made around.</summary>
    internal IBatchSource Source => _source;

    /// <summary>All that shapes what it makes of it.</summary>
    internal object Settings => new { Mode = _mode, Rescale = _rescale };

    /// <inheritdoc/>
    public int Count => _source.Count;

    /// <inheritdoc/>
    public Shape InputShape => _source.InputShape;

    /// <inheritdoc/>
    public Shape TargetShape => _source.TargetShape;

    /// <inheritdoc/>
    public void Fill(int epoch, ReadOnlySpan<int> indices, Span<float> inputs, Span<float> targets, Span<float> weights, CancellationToken cancellation)
    {
        _source.Fill(epoch, indices, inputs, targets, weights, cancellation);
        PixelPreprocessing.Apply(_mode, _rescale, inputs[..(indices.Length * _length)]);
    }
}
