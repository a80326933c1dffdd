using MlNetCnn.Keras;
using MlNetCnn.Keras.Constraints;

namespace MlNetCnn.Compute.Penalties;

/// <summary>
/// w desired(norm) / (1e-7 + norm), norm = sqrt(sum w^2) along the constraint's axes. Neighbouring axes that are both summed, or both not, are walked as one.
/// </summary>
internal abstract unsafe class NormRule : Rule
{
    private readonly (int Size, bool Summed)[] _runs;
    private readonly double[] _norms;

    protected NormRule(NormConstraint constraint, Weight weight)
    {
        var shape = weight.Shape;
        var summed = new bool[shape.Rank];
        foreach (var axis in constraint.Axes)
        {
            if (axis < -shape.Rank || axis >= shape.Rank)
                throw new NotSupportedException($"The constraint {constraint.ClassName} of the weight '{weight.Path}' sums along axis {axis}; the weight's shape is {shape}.");
            summed[axis < 0 ? axis + shape.Rank : axis] = true;
        }

        var runs = new List<(int Size, bool Summed)>();
        for (var i = 0; i < shape.Rank; i++)
        {
            if (runs.Count > 0 && runs[^1].Summed == summed[i]) runs[^1] = (runs[^1].Size * shape[i], summed[i]);
            else runs.Add((shape[i], summed[i]));
        }

        _runs = [.. runs];
        _norms = new double[_runs.Where(r => !r.Summed).Aggregate(1, (count, run) => count * run.Size)];
    }

    public override void Apply(float* values)
    {
        Array.Clear(_norms);
        Walk(values, 0, 0, scale: false);
        for (var i = 0; i < _norms.Length; i++)
        {
            var norm = Math.Sqrt(_norms[i]);
            // From here on the factor.
            _norms[i] = Desired(norm) / (1e-7 + norm);
        }

        Walk(values, 0, 0, scale: true);
    }

    /// <summary>What the norm should be.</summary>
    protected abstract double Desired(double norm);

    /// <summary>Visits the values in their order: adds their squares to the norms, or scales them.</summary>
    private float* Walk(float* values, int run, int norm, bool scale)
    {
        if (run == _runs.Length) return values;
        var (size, summed) = _runs[run];
        if (run < _runs.Length - 1)
        {
            for (var i = 0; i < size; i++) values = Walk(values, run + 1, summed ? norm : norm * size + i, scale);
            return values;
        }

        var step = summed ? 0 : 1;
        if (!summed) norm *= size;
        for (var i = 0; i < size; i++, norm += step)
        {
            if (scale) values[i] = (float)(values[i] * _norms[norm]);
            else _norms[norm] += (double)values[i] * values[i];
        }

        return values + size;
    }
}
