using MlNetCnn.Imaging;
using MlNetCnn.Keras;

namespace MlNetCnn.Explain;

/// <summary>Pictures that climb, (size, size, channels) in levels: their noise, how they enter the network, and how its gradient comes back.</summary>
internal sealed class AscentPictures
{
    private readonly FilterPatternOptions _options;
    private readonly PictureLayout _layout;
    private readonly float[] _slopes;

    public AscentPictures(ExplainedModel network, FilterPatternOptions options)
    {
        (_options, _layout) = (options, PictureLayout.Of(network));
        if (Channels is not (1 or 3)) throw new ArgumentException($"The model '{network.Model.Name}' takes {Channels} channels; patterns are pictures of 1 (grey) or 3 (colours).");
        if (Channels == 1 && options.Preprocessing is (Preprocessing.Caffe or Preprocessing.Torch))
            throw new ArgumentException($"The preprocessing {options.Preprocessing} is of three colours; the model '{network.Model.Name}' takes 1 channel.");
        var slopes = Slopes();
        _slopes = [.. slopes.Select(slope => slope / slopes.Max(Math.Abs))];
    }

    public int Channels => _layout.Channels;

    public int Length => _options.Size * _options.Size * Channels;

    /// <summary>The book's noise: uniform in [128, 148); each restart has twice the range.</summary>
    public float[] Noise(int filter, int restart)
    {
        var random = new RandomStream(_options.Seed, $"filter-patterns/{filter}", restart);
        var range = 20 * Math.Pow(2, restart);
        var picture = new float[Length];
        foreach (ref var level in picture.AsSpan()) level = (float)(random.NextDouble() * range + 128);
        return picture;
    }

    /// <summary>The picture as the network takes it.</summary>
    public void Enter(ReadOnlySpan<float> picture, Span<float> input)
    {
        var pixels = picture.ToArray();
        PixelPreprocessing.Apply(_options.Preprocessing, _options.Rescale, pixels);
        for (var i = 0; i < pixels.Length; i++) input[Place(i)] = pixels[i];
    }

    /// <summary>
    /// The gradient by the picture of one by what entered, in units of the network's input: the book divides by the root mean square of that gradient plus 1e-5, which would be next to nothing beside
    /// 1e-5 by levels of a network that takes 0 to 1.
    /// </summary>
    public void Return(ReadOnlySpan<float> inputGradient, Span<double> gradient)
    {
        for (var i = 0; i < gradient.Length; i++)
        {
            var channel = i % Channels;
            // Caffe's order is the other way round.
            var from = _options.Preprocessing == Preprocessing.Caffe ? i - channel + (2 - channel) : i;
            gradient[i] = (double)inputGradient[Place(from)] * _slopes[channel];
        }
    }

    public FloatImage ToImage(float[] picture) => new(_options.Size, _options.Size, Channels, picture);

    private int Place(int i) => _layout.Index(i / Channels, i % Channels);

    /// <summary>What preprocessing multiplies each channel of the picture with; what counts is how the channels differ.</summary>
    private float[] Slopes()
    {
        float[] none = new float[Channels], one = new float[Channels];
        Array.Fill(one, 1);
        PixelPreprocessing.Apply(_options.Preprocessing, _options.Rescale, none);
        PixelPreprocessing.Apply(_options.Preprocessing, _options.Rescale, one);
        float[] slopes = [.. one.Zip(none, (b, a) => b - a)];
        return _options.Preprocessing switch
        {
            // Differences of rounded values: what is meant is known.
            Preprocessing.None or Preprocessing.Caffe => [.. slopes.Select(_ => _options.Rescale)],
            Preprocessing.Tf => [.. slopes.Select(_ => _options.Rescale / 127.5f)],
            _ => slopes,
        };
    }
}
