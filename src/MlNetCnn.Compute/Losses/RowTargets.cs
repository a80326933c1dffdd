namespace MlNetCnn.Compute.Losses;

/// <summary>The targets of a row of classes: a distribution that may be smoothed, or one class.</summary>
internal readonly ref struct RowTargets
{
    private readonly ReadOnlySpan<float> _values;
    private readonly double _scale;
    private readonly double _shift;
    private readonly int _class;

    /// <summary>A distribution, smoothed.</summary>
    public RowTargets(ReadOnlySpan<float> values, double smoothing)
    {
        _values = values;
        (_scale, _shift) = (1 - smoothing, smoothing / values.Length);
    }

    /// <summary>One class.</summary>
    public RowTargets(int index) => _class = index;

    public double this[int i] => _values.IsEmpty ? i == _class ? 1 : 0 : _values[i] * _scale + _shift;
}
