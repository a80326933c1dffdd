using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Benchmarks.Workloads;

/// <summary>
/// One step of gradient ascent for pictures that filters of a layer answer to most (the Keras book, section 5.4.2): the gradient of each picture's filter's mean by the picture,
/// divided by its root mean square, and a step that way.
/// </summary>
internal sealed class FilterPatternWorkload : Workload
{
    /// <summary>Steps that make a pattern in the book.</summary>
    public const int Steps = 40;

    private readonly Lazy<double> _gflop;

    public FilterPatternWorkload() => _gflop = new(() => Images * (Work.Forward(Build!(), Layer!) + Work.Above(Build!(), m => m.Inputs[0].Layer.Name, Layer)) / 1e9);

    /// <summary>Makes the network, with the same weights every time.</summary>
    public required Func<Model> Build { get; init; }

    /// <summary>The layer whose filters are looked at; every picture of the batch is another filter's.</summary>
    public required string Layer { get; init; }

    /// <summary>Pictures that the engine gets together.</summary>
    public required int Batch { get; init; }

    /// <inheritdoc/>
    public override double Gflop => _gflop.Value;

    /// <inheritdoc/>
    public override PreparedRun Prepare(int threads)
    {
        var model = Build();
        var executable = new ManagedEngine().Compile(model, new CompileOptions { Threads = threads, Outputs = [Layer] });
        var query = new GradientQuery { WithRespectTo = [model.Inputs[0].Layer.Name] };
        var all = Batches.Inputs(model.InputShape, Images);
        Tensor[] pictures = [.. Enumerable.Range(0, Images / Batch).Select(b => new Tensor(Batch, all.Shape, all.Span.Slice(b * Batch * (int)all.Shape.Count, Batch * (int)all.Shape.Count).ToArray()))];
        Tensor[] means = [.. pictures.Select((_, b) => Means(executable.OutputShapes[0], b))];
        void Run()
        {
            for (var b = 0; b < pictures.Length; b++) Step(pictures[b], executable.Differentiate([pictures[b]], _ => means[b], query).Gradients[0]);
        }

        return new(Run, () => Samples.Of(executable.Differentiate([pictures[0]], _ => means[0], query).Gradients[0]), executable.Dispose);
    }

    private Tensor Means(Shape output, int part)
    {
        var result = new Tensor(Batch, output);
        int channels = output[^1], places = (int)output.Count / channels;
        for (var n = 0; n < Batch; n++)
            for (var p = 0; p < places; p++) result[n][p * channels + part * Batch + n] = 1f / places;
        return result;
    }

    private static void Step(Tensor pictures, Tensor gradient)
    {
        for (var n = 0; n < pictures.Batch; n++)
        {
            Span<float> x = pictures[n], g = gradient[n];
            double squares = 0;
            foreach (var v in g) squares += (double)v * v;
            var scale = (float)(1 / (Math.Sqrt(squares / g.Length) + 1e-5));
            for (var i = 0; i < x.Length; i++) x[i] += scale * g[i];
        }
    }
}
