using System.Globalization;
using MlNetCnn.Compute;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain;

/// <summary>Some filters of a layer climbing together, each on a picture of its own.</summary>
/// <param name="network">The network, which ends with the layer.</param>
/// <param name="layer">The layer.</param>
/// <param name="pictures">The pictures.</param>
/// <param name="options">The recipe.</param>
/// <param name="filters">The filters.</param>
internal sealed class FilterAscent(ExplainedModel network, FeatureLayer layer, AscentPictures pictures, FilterPatternOptions options, int[] filters)
{
    private readonly float[][] _pictures = new float[filters.Length][];
    private readonly double[][] _gradients = new double[filters.Length][];
    private readonly float[][] _activations = [.. filters.Select(_ => new float[options.Steps + 1])];
    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = options.Threads == 0 ? Environment.ProcessorCount : options.Threads };
    private readonly Tensor _inputs = new(filters.Length, network.InputShape);

    /// <summary>Climbs.</summary>
    /// <param name="stepDone">Told the number of steps done.</param>
    /// <param name="cancellation">Looked at before every step.</param>
    public IEnumerable<FilterPattern> Run(Action<int> stepDone, CancellationToken cancellation)
    {
        var dead = Begin(cancellation);
        for (var step = 0; step < options.Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            // The first gradient is there already: of the picture as it is.
            if (step > 0) Look(step, Views(step));
            Parallel.For(0, filters.Length, _parallel, i => Climb(i));
            stepDone(step + 1);
        }

        if (options.Steps > 0)
        {
            for (var i = 0; i < filters.Length; i++) pictures.Enter(_pictures[i], _inputs[i]);
            var last = network.Predict(_inputs, cancellation);
            for (var i = 0; i < filters.Length; i++)
            {
                _activations[i][options.Steps] = Mean(last[i], filters[i]);
                CheckFinite(i, options.Steps);
            }
        }

        return [.. filters.Select((filter, i) => new FilterPattern(filter, pictures.ToImage(_pictures[i]), _activations[i], dead[i]))];
    }

    /// <summary>Noise that moves the filters, and its gradients.</summary>
    /// <returns>Which filters no noise moved.</returns>
    private bool[] Begin(CancellationToken cancellation)
    {
        var dead = new bool[filters.Length];
        Array.Fill(dead, true);
        for (var restart = 0; restart <= options.Restarts && dead.Contains(true); restart++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < filters.Length; i++)
                if (dead[i]) _pictures[i] = pictures.Noise(filters[i], restart);
            Look(0, [.. filters.Select(_ => PictureView.Whole)]);
            for (var i = 0; i < filters.Length; i++) dead[i] = _gradients[i].All(g => g == 0);
        }

        return dead;
    }

    private PictureView[] Views(int step) => [.. filters.Select(f => PictureView.Draw(options, f, step))];

    /// <summary>Activations and their gradients by the pictures, through views of them.</summary>
    private void Look(int step, PictureView[] views)
    {
        Parallel.For(0, filters.Length, _parallel, i => pictures.Enter(views[i].See(_pictures[i], options.Size, pictures.Channels), _inputs[i]));
        var found = network.Run(new CompileOptions(), executable => executable.Differentiate([_inputs], One, new GradientQuery { WithRespectTo = [network.InputName] }));
        Parallel.For(0, filters.Length, _parallel, i =>
        {
            _activations[i][step] = Mean(found.Output[i], filters[i]);
            var gradient = new double[pictures.Length];
            pictures.Return(found.Gradients[0][i], gradient);
            _gradients[i] = views[i].Trace(gradient, options.Size, pictures.Channels);
        });
        for (var i = 0; i < filters.Length; i++) CheckFinite(i, step);
    }

    /// <summary>A picture of numbers that are none would look like one of a pattern.</summary>
    private void CheckFinite(int i, int step)
    {
        var value = _activations[i][step];
        if (!float.IsFinite(value) || _gradients[i].Any(g => !double.IsFinite(g)))
            throw new InvalidOperationException(
                $"The activation of filter {filters[i]} of '{layer.Path}' is {value.ToString(CultureInfo.InvariantCulture)} after {step} steps, or its gradient is not finite: look for weights that are not finite.");
    }

    private void Climb(int i)
    {
        var (picture, gradient) = (_pictures[i], _gradients[i]);
        var squares = 0.0;
        foreach (var g in gradient) squares += g * g;
        var scale = options.StepSize / (Math.Sqrt(squares / gradient.Length) + 1e-5);
        var regular = PictureRegularizers.Gradient(picture, options.Size, pictures.Channels, options.TotalVariation, options.Norm);
        for (var v = 0; v < picture.Length; v++) picture[v] = (float)(picture[v] + gradient[v] * scale - (regular is null ? 0 : regular[v]));
    }

    /// <summary>The derivative of each picture's mean activation by the layer's output.</summary>
    private Tensor One(Tensor output)
    {
        var gradient = new Tensor(output.Batch, output.Shape);
        for (var i = 0; i < filters.Length; i++)
        {
            var values = gradient[i];
            var (start, stride, count) = Channel(filters[i]);
            for (var p = 0; p < count; p++) values[start + p * stride] = 1f / count;
        }

        return gradient;
    }

    private float Mean(ReadOnlySpan<float> output, int filter)
    {
        var (start, stride, count) = Channel(filter);
        var sum = 0.0;
        for (var p = 0; p < count; p++) sum += output[start + p * stride];
        return (float)(sum / count);
    }

    private (int Start, int Stride, int Count) Channel(int filter)
    {
        var positions = layer.Height * layer.Width;
        return layer.DataFormat == DataFormat.ChannelsFirst ? (filter * positions, 1, positions) : (filter, layer.Channels, positions);
    }
}
