namespace MlNetCnn.Compute.Losses;

/// <summary>The cross-entropy of one row of classes, shared by the categorical losses.</summary>
internal static class SoftmaxRow
{
    /// <summary>
    /// -sum t_i log q_i with q = p / sum(p) clipped to [epsilon, 1 - epsilon]. The gradient goes through the clip (0 beyond it) and the division:
    /// (d_j - sum_i d_i q_i) / sum(p) with d_i = -t_i / q_i.
    /// </summary>
    public static double Probabilities(ReadOnlySpan<float> p, Func<int, double> target, Span<float> gradient, float epsilon)
    {
        double total = 0, loss = 0, dot = 0;
        foreach (var value in p) total += value;
        for (var i = 0; i < p.Length; i++)
        {
            var q = p[i] / total;
            var clipped = Math.Clamp(q, epsilon, 1 - epsilon);
            var t = target(i);
            // 0 log 0 is 0 anyway, since q is clipped; a target of 0 adds nothing, but NaN must show.
            if (t != 0 || double.IsNaN(q)) loss -= t * Math.Log(clipped);
            if (gradient.IsEmpty) continue;
            var d = q >= epsilon && q <= 1 - epsilon || double.IsNaN(q) ? -t / clipped : 0;
            gradient[i] = (float)d;
            dot += d * q;
        }

        for (var i = 0; i < gradient.Length; i++) gradient[i] = (float)((gradient[i] - dot) / total);
        return loss;
    }

    /// <summary>-sum t_i log softmax(x)_i; the gradient is softmax(x) sum(t) - t.</summary>
    public static double Logits(ReadOnlySpan<float> x, Func<int, double> target, Span<float> gradient)
    {
        var max = double.NegativeInfinity;
        foreach (var value in x) max = Math.Max(max, value);
        double sum = 0, loss = 0, targets = 0;
        foreach (var value in x) sum += Math.Exp(value - max);
        var logSum = max + Math.Log(sum);
        for (var i = 0; i < x.Length; i++)
        {
            var t = target(i);
            targets += t;
            loss += t * (logSum - x[i]);
        }

        for (var i = 0; i < gradient.Length; i++) gradient[i] = (float)(Math.Exp(x[i] - logSum) * targets - target(i));
        return loss;
    }
}
