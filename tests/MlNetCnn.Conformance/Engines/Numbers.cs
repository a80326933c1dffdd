namespace MlNetCnn.Conformance.Engines;

/// <summary>What an engine made of a case: named arrays, in one order.</summary>
internal sealed class Numbers
{
    private readonly List<(string What, float[] Values, bool IsGradient)> _arrays = [];

    /// <summary>Arrays.</summary>
    public int Count => _arrays.Count;

    /// <summary>Values of the arrays, in order.</summary>
    public IReadOnlyList<float[]> Values => [.. _arrays.Select(a => a.Values)];

    /// <summary>Adds values whose differences count by themselves up to 1, above as a share of the array's largest value: outputs, losses, weights.</summary>
    public void Add(string what, ReadOnlySpan<float> values) => _arrays.Add((what, values.ToArray(), false));

    /// <summary>Adds one value.</summary>
    public void Add(string what, double value) => Add(what, [(float)value]);

    /// <summary>
    /// Adds gradients, which may be small throughout: differences count as a share of the array's largest value, or of a tenth of the largest of all gradients if that is more. (The gradient
    /// by a bias before a normalization is zero but for rounding; its rounding is that of the others.)
    /// </summary>
    public void AddGradient(string what, ReadOnlySpan<float> values) => _arrays.Add((what, values.ToArray(), true));

    /// <summary>The largest difference, as a share.</summary>
    /// <param name="expected">The reference's.</param>
    /// <returns>Infinite where something is not a number or has another size; and where it is the largest.</returns>
    public (double Share, string Where) From(Numbers expected)
    {
        if (expected.Count != Count) return (double.PositiveInfinity, $"{Count} arrays, not {expected.Count}");
        var worst = (Share: 0.0, Where: "");
        var leastGradient = expected._arrays.Where(a => a.IsGradient).Select(a => Largest(a.Values)).Append(1e-3).Max() / 10;
        for (var i = 0; i < Count; i++)
        {
            var ((what, want, isGradient), (name, have, _)) = (expected._arrays[i], _arrays[i]);
            if (name != what || have.Length != want.Length) return (double.PositiveInfinity, $"{name} ({have.Length} values) in place of {what} ({want.Length})");
            var share = Difference(want, have) / Math.Max(isGradient ? leastGradient : 1, Largest(want));
            if (double.IsNaN(share)) return (double.PositiveInfinity, what);
            if (share > worst.Share) worst = (share, what);
        }

        return worst;
    }

    private static double Largest(float[] values) => values.Length == 0 ? 0 : values.Max(Math.Abs);

    private static double Difference(float[] want, float[] have)
    {
        double most = 0;
        for (var i = 0; i < want.Length; i++)
        {
            if (want[i].Equals(have[i])) continue;
            var difference = Math.Abs((double)want[i] - have[i]);
            if (double.IsNaN(difference)) return difference;
            most = Math.Max(most, difference);
        }

        return most;
    }
}
