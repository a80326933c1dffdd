using MlNetCnn.Imaging;

namespace MlNetCnn.Explain;

/// <summary>The picture to which a filter responds most, as <see cref="FilterPatterns"/> found it.</summary>
/// <param name="Filter">The filter's number, from 0.</param>
/// <param name="Levels">The picture as it climbed, (size, size, channels), in levels around 128; not clipped.</param>
/// <param name="Activations">The filter's mean activation at the start, after each step, and at the end: Steps + 1 values.</param>
/// <param name="IsDead">Whether no noise moved the filter: its activation has no gradient.</param>
public sealed record FilterPattern(int Filter, FloatImage Levels, IReadOnlyList<float> Activations, bool IsDead)
{
    /// <summary>The mean activation of the noise.</summary>
    public float Start => Activations[0];

    /// <summary>The mean activation of the pattern.</summary>
    public float Final => Activations[^1];

    /// <summary>The pattern as a picture to look at, as the book's <c>deprocess_image</c> makes it: mean 0.5, standard deviation 0.1, clipped to 0 to 1.</summary>
    public Image ToImage() => DeprocessedImage.Of(Levels);
}
