using MlNetCnn.Compute;
using MlNetCnn.Keras;

namespace MlNetCnn.Explain;

/// <summary>How <see cref="FilterPatterns"/> climbs. The defaults are the Keras book's (section 5.4.2); <see cref="Regularised"/> gives smoother pictures.</summary>
public sealed record FilterPatternOptions
{
    /// <summary>Rows and columns of a picture, in pixels. Default 64, the book's grid.</summary>
    public int Size { get; init; } = 64;

    /// <summary>Steps of gradient ascent. Default 40.</summary>
    public int Steps { get; init; } = 40;

    /// <summary>
    /// Root mean square of a step, in levels of the picture (0 to 255): the gradient is divided by its root mean square plus 1e-5 and multiplied by this. Default 1.
    /// </summary>
    public float StepSize { get; init; } = 1;

    /// <summary>
    /// What is done to the picture before it enters the network; the ascent happens before it, in levels 0 to 255. Default <see cref="Preprocessing.None"/>, the book's: noise around 128 enters as it is,
    /// also into networks that were trained on centred pictures (VGG16's, whose channels are then blue, green and red, and shown as red, green and blue).
    /// </summary>
    public Preprocessing Preprocessing { get; init; } = Preprocessing.None;

    /// <summary>What the values are multiplied with after <see cref="Preprocessing"/>, e.g. 1/255 for a network that was trained on such. Default 1.</summary>
    public float Rescale { get; init; } = 1;

    /// <summary>
    /// Before each step the picture is shifted by up to so many pixels, down and right, and shifted back after it (Olah et al. 2017, "Feature Visualization"). Default 0.
    /// </summary>
    public int Jitter { get; init; }

    /// <summary>Before each step the picture is turned by up to so many degrees either way, and turned back after it. Default 0.</summary>
    public float Rotation { get; init; }

    /// <summary>
    /// Weight of the total variation (Mahendran and Vedaldi 2015, equation 4 with beta 2): half the sum of squared differences of neighbouring pixels, which each step also descends.
    /// From 0 to 0.25; beyond, steps overshoot. Default 0.
    /// </summary>
    public float TotalVariation { get; init; }

    /// <summary>Weight of the norm: half the sum of squared differences from grey (128), which each step also descends. From 0 to 1. Default 0.</summary>
    public float Norm { get; init; }

    /// <summary>Seed of the noise, and of jitter and rotation. A filter's pattern depends on it and the filter's number alone. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>How often a filter that the noise does not move gets other noise, each time of twice the range, before it is called dead. Default 3.</summary>
    public int Restarts { get; init; } = 3;

    /// <summary>Filters that climb together. Results do not depend on it. Default 16.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Threads at most. Results do not depend on it. Default 0: one per core.</summary>
    public int Threads { get; init; }

    /// <summary>What runs the network. Default null: the managed engine.</summary>
    public IEngine? Engine { get; init; }

    /// <summary>Jitter, rotation, total variation and norm: patterns of larger parts and less noise, for layers further up.</summary>
    public static FilterPatternOptions Regularised { get; } = new() { Steps = 120, StepSize = 2, Jitter = 4, Rotation = 5, TotalVariation = 0.05f, Norm = 0.005f };

    internal void Validate() => new OptionErrors(nameof(FilterPatternOptions))
        .Require(Size is >= 1 and <= 4096, nameof(Size), Size, "from 1 to 4096 pixels")
        .Require(Steps is >= 0 and <= 100_000, nameof(Steps), Steps, "from 0 to 100000")
        .Require(StepSize > 0 && float.IsFinite(StepSize), nameof(StepSize), StepSize, "finite and greater than 0")
        .Require(Enum.IsDefined(Preprocessing), nameof(Preprocessing), Preprocessing, $"one of {string.Join(", ", Enum.GetNames<Preprocessing>())}")
        .Require(Rescale != 0 && float.IsFinite(Rescale), nameof(Rescale), Rescale, "finite and not 0")
        .Require(Jitter is >= 0 && Jitter < Size, nameof(Jitter), Jitter, "at least 0 and less than Size")
        .Require(Rotation is >= 0 and <= 180, nameof(Rotation), Rotation, "from 0 to 180 degrees")
        .Require(TotalVariation is >= 0 and <= 0.25f, nameof(TotalVariation), TotalVariation, "from 0 to 0.25")
        .Require(Norm is >= 0 and <= 1, nameof(Norm), Norm, "from 0 to 1")
        .Require(Restarts is >= 0 and <= 100, nameof(Restarts), Restarts, "from 0 to 100")
        .Require(BatchSize is >= 1 and <= 4096, nameof(BatchSize), BatchSize, "from 1 to 4096")
        .Require(Threads is >= 0 and <= 1024, nameof(Threads), Threads, "from 0 to 1024")
        .ThrowIfAny();
}
