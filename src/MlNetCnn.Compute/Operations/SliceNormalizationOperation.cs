using MlNetCnn.Compute.Managed;
using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// Normalizes each slice of each element by its own mean and biased variance: (x - mean) r gamma + beta with r = 1 / sqrt(variance + epsilon). With h = (x - mean) r and
/// g = dy gamma, the gradient by x is r (g - mean(g) - h mean(g h)), by gamma the sum of dy h, by beta that of dy. Sums run in a fixed order and in float64.
/// </summary>
internal abstract unsafe class SliceNormalizationOperation : Operation
{
    private readonly double _epsilon;
    private readonly WeightSlot? _gamma;
    private readonly WeightSlot? _beta;

    protected SliceNormalizationOperation(OperationSite site, double epsilon, Weight? gamma, Weight? beta)
        : base(site)
    {
        (_epsilon, _gamma, _beta) = (epsilon, site.Weights.Find(gamma), site.Weights.Find(beta));
        Trainables = [.. new[] { _gamma, _beta }.OfType<WeightSlot>()];
    }

    public override bool HasBackward => true;

    public override bool BackwardReadsOutput => false;

    public override IReadOnlyList<WeightSlot> Trainables { get; }

    /// <summary>Where the slices of an element begin.</summary>
    protected int[] Outer { get; init; } = [];

    /// <summary>Where the values of a slice lie.</summary>
    protected int[] Inner { get; init; } = [];

    /// <summary>The index of gamma and beta that a slice begins with, by slice of an element.</summary>
    protected int[] OuterParameters { get; init; } = [];

    /// <summary>That of a value of a slice, counted from there.</summary>
    protected int[] InnerParameters { get; init; } = [];

    /// <summary>Mean and r of each slice: two float64.</summary>
    public override long BackwardSharedScratch(int batch) => 4L * batch * Outer.Length;

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        var source = inputs[0];
        ForSlices(run, slice =>
        {
            var offset = Offset(slice);
            float* x = source + offset, y = output + offset;
            var (mean, inverse) = Moments(x);
            var first = OuterParameters[slice % Outer.Length];
            for (var i = 0; i < Inner.Length; i++)
            {
                var p = first + InnerParameters[i];
                y[Inner[i]] = (float)((x[Inner[i]] - mean) * inverse * Gamma(p) + (_beta is null ? 0 : _beta.Values[p]));
            }
        });
    }

    public override void Backward(Execution run, BackwardArguments arguments)
    {
        float* source = arguments.Inputs[0], gradient = arguments.OutputGradient, target = arguments.InputGradients[0];
        var moments = (double*)run.Shared;
        ForSlices(run, slice =>
        {
            var offset = Offset(slice);
            float* x = source + offset, dy = gradient + offset;
            var (mean, inverse) = Moments(x);
            (moments[2 * slice], moments[2 * slice + 1]) = (mean, inverse);
            if (target != null) GoBack(x, dy, target + offset, OuterParameters[slice % Outer.Length], mean, inverse);
        });

        if (arguments.WeightGradients.Length == 0) return;
        var gamma = _gamma is null ? null : arguments.WeightGradients[0];
        var beta = _beta is null ? null : arguments.WeightGradients[^1];
        if (gamma != null || beta != null) SumParameters(run, source, gradient, moments, gamma, beta);
    }

    private double Gamma(int parameter) => _gamma is null ? 1 : _gamma.Values[parameter];

    private nint Offset(nint slice) => slice / Outer.Length * OutputCount + Outer[slice % Outer.Length];

    private (double Mean, double Inverse) Moments(float* x)
    {
        double sum = 0, squares = 0;
        foreach (var i in Inner) sum += x[i];
        var mean = sum / Inner.Length;
        foreach (var i in Inner) squares += (x[i] - mean) * (x[i] - mean);
        return (mean, 1 / Math.Sqrt(squares / Inner.Length + _epsilon));
    }

    private void GoBack(float* x, float* dy, float* dx, int first, double mean, double inverse)
    {
        double sum = 0, product = 0;
        for (var i = 0; i < Inner.Length; i++)
        {
            var g = dy[Inner[i]] * Gamma(first + InnerParameters[i]);
            sum += g;
            product += g * (x[Inner[i]] - mean);
        }

        sum /= Inner.Length;
        product *= inverse * inverse / Inner.Length;
        for (var i = 0; i < Inner.Length; i++)
            dx[Inner[i]] = (float)(inverse * (dy[Inner[i]] * Gamma(first + InnerParameters[i]) - sum - (x[Inner[i]] - mean) * product));
    }

    /// <summary>Each worker sums up some of the parameters over all that they have a part in.</summary>
    private void SumParameters(Execution run, float* x, float* dy, double* moments, float* gamma, float* beta)
    {
        // Where slices have parameters of their own, those; else some values of every slice.
        var apart = OuterParameters.Length > 1 && OuterParameters[^1] != 0;
        var perItem = apart ? Inner.Length : 64;
        var items = apart ? Outer.Length : InnerParameters.Max() + 1 == Inner.Length ? (Inner.Length + perItem - 1) / perItem : 1;
        run.For(items, (item, _) =>
        {
            int start = apart || items == 1 ? 0 : item * perItem, end = apart || items == 1 ? Inner.Length : Math.Min(Inner.Length, start + perItem);
            int first = apart ? OuterParameters[item] : InnerParameters[start], count = apart || items == 1 ? InnerParameters.Max() + 1 : end - start;
            double[] products = new double[count], sums = new double[count];
            for (var slice = apart ? item : 0; slice < run.Batch * Outer.Length; slice += apart ? Outer.Length : 1)
            {
                var offset = Offset(slice);
                double mean = moments[2 * slice], inverse = moments[2 * slice + 1];
                for (var i = start; i < end; i++)
                {
                    var p = (apart ? 0 : -first) + InnerParameters[i];
                    double g = dy[offset + Inner[i]];
                    sums[p] += g;
                    products[p] += g * (x[offset + Inner[i]] - mean) * inverse;
                }
            }

            for (var p = 0; p < count; p++)
            {
                if (gamma != null) gamma[first + p] = (float)products[p];
                if (beta != null) beta[first + p] = (float)sums[p];
            }
        });
    }

    private void ForSlices(Execution run, Action<int> body)
    {
        var perPiece = Math.Max(1, 4096 / Inner.Length);
        run.ForPieces((nint)run.Batch * Outer.Length, perPiece, (start, count) =>
        {
            for (var i = start; i < start + count; i++) body((int)i);
        });
    }
}
