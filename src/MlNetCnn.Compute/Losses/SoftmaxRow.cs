namespace MlNetCnn.Compute.Losses;

/// <summary>The cross-entropy of one row of classes, shared by the categorical losses.</summary>
internal static class SoftmaxRow
{
    /// <summary>
    /// -sum t_i log q_i with q = p / sum(p) clipped to [epsilon, 1 - epsilon]. The gradient goes through the clip (0 beyond it) and the division:
    /// (d_j - sum_i d_i q_i) / sum(p) with d_i = -t_i / q_i.
    /// </summary>
    public static double Probabilities(ReadOnlySpan<float> p, RowTargets targets, Span<float> gradient, double factor, float epsilon)
    {
        double total = 0, loss = 0, dot = 0;
        foreach (var value in p) total += value;
        double low = epsilon, high = 1 - epsilon, inverse = factor / total;
        for (var i = 0; i < p.Length; i++)
        {
            var t = targets[i];
            var q = p[i] / total;
            // A target of 0 adds nothing, q being clipped; but NaN must show.
            if (t == 0 && !double.IsNaN(q))
            {
                if (!gradient.IsEmpty) gradient[i] = 0;
                continue;
            }

            var clipped = Math.Clamp(q, low, high);
            loss -= t * Math.Log(clipped);
            if (gradient.IsEmpty) continue;
            var d = q < low || q > high ? 0 : -t / clipped;
            gradient[i] = (float)(d * inverse);
            dot += d * q;
        }

        var shared = (float)(dot * inverse);
        for (var i = 0; i < gradient.Length; i++) gradient[i] -= shared;
        return loss;
    }

    /// <summary>-sum t_i log softmax(x)_i; the gradient is softmax(x) sum(t) - t.</summary>
    public static double Logits(ReadOnlySpan<float> x, RowTargets targets, Span<float> gradient, double factor)
    {
        var max = float.NegativeInfinity;
        foreach (var value in x) max = MathF.Max(max, value);
        double sum = 0, total = 0, dot = 0;
        for (var i = 0; i < x.Length; i++)
        {
            // Differences first: they are exact enough, and large logits cost no digits.
            var shifted = (double)x[i] - max;
            var e = Math.Exp(shifted);
            sum += e;
            if (!gradient.IsEmpty) gradient[i] = (float)e;
            var t = targets[i];
            total += t;
            dot += t * shifted;
        }

        var scale = total * factor / sum;
        for (var i = 0; i < gradient.Length; i++) gradient[i] = (float)(gradient[i] * scale - targets[i] * factor);
        return total * Math.Log(sum) - dot;
    }
}
