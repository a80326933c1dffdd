using System.Globalization;
using System.Text.Json.Serialization;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;

namespace MlNetCnn.Training;

/// <summary>
/// How training pictures are varied: the settings of Keras's <c>ImageDataGenerator</c>, drawn as its <c>get_random_transform</c> draws them, but from numbers that the
/// seed, the pass and the picture's index alone decide: not the order of calls, not the number of threads. The default varies nothing.
/// </summary>
/// <example><code>
/// var augmentation = new ImageAugmentation { RotationRange = 40, WidthShiftRange = 0.2, ZoomRange = 0.2, HorizontalFlip = true };
/// </code></example>
public sealed record ImageAugmentation
{
    /// <summary>Rotation, in degrees: uniform from -range to range. Default 0. At least 0.</summary>
    public double RotationRange { get; init; }

    /// <summary>
    /// Shift to the sides. Below 1 a fraction of the width: uniform from -range to range. From 1 in pixels: a whole number n gives whole pixels from
    /// -(n - 1) to n - 1, as Keras's int does (so 1 is no shift at all), any other number places between pixels, as Keras's float does. Default 0. At least 0.
    /// </summary>
    public double WidthShiftRange { get; init; }

    /// <summary>Shift up and down, in the terms of <see cref="WidthShiftRange"/>; a fraction is one of the height. Default 0. At least 0.</summary>
    public double HeightShiftRange { get; init; }

    /// <summary>
    /// Shear angle, in degrees: uniform from -range to range. Default 0. At least 0. Keras took radians until the end of 2017 (pull request 8868): the book's 0.2
    /// was 11.5 degrees when it was written, and a fifth of a degree in the notebooks that were run with Keras 2.2.2.
    /// </summary>
    public double ShearRange { get; init; }

    /// <summary>
    /// Zoom: one factor for each axis, uniform and independent, so that pictures are stretched too; above 1 they shrink. A single number z means [1 - z, 1 + z].
    /// Default [1, 1]: none. Not negative.
    /// </summary>
    public FactorRange ZoomRange { get; init; } = new(1, 1);

    /// <summary>Added to all values, clipped to the picture's own range: uniform from -range to range, in the unit of the pixels. Default 0. At least 0.</summary>
    public double ChannelShiftRange { get; init; }

    /// <summary>Brightness factor: uniform; see <see cref="ImageTransform.Brightness"/> for what it does to values. Default null: none. Not negative.</summary>
    public FactorRange? BrightnessRange { get; init; }

    /// <summary>Whether every second picture, by chance, is mirrored left to right. Default false.</summary>
    public bool HorizontalFlip { get; init; }

    /// <summary>Whether every second picture, by chance, is turned upside down by mirroring. Default false.</summary>
    public bool VerticalFlip { get; init; }

    /// <summary>What lies outside of a picture. Default <see cref="FillMode.Nearest"/>.</summary>
    public FillMode FillMode { get; init; } = FillMode.Nearest;

    /// <summary>The value outside with <see cref="FillMode.Constant"/> (<c>cval</c>), in the unit of the pixels. Default 0.</summary>
    public double FillValue { get; init; }

    /// <summary>How the numbers make a matrix. Default <see cref="AffineConvention.KerasPreprocessing"/>, the Keras book's.</summary>
    public AffineConvention Convention { get; init; } = AffineConvention.KerasPreprocessing;

    /// <summary>
    /// The settings of the Keras book, listing 5.11 (5.2.5): rotation 40, shifts 0.2, shear 0.2, zoom 0.2, horizontal flip, nearest.
    /// </summary>
    public static ImageAugmentation Book { get; } = new()
    {
        RotationRange = 40, WidthShiftRange = 0.2, HeightShiftRange = 0.2, ShearRange = 0.2, ZoomRange = 0.2, HorizontalFlip = true,
    };

    /// <summary>Whether it varies nothing.</summary>
    [JsonIgnore]
    public bool IsIdentity => RotationRange == 0 && WidthShiftRange == 0 && HeightShiftRange == 0 && ShearRange == 0 && ZoomRange == new FactorRange(1, 1)
        && ChannelShiftRange == 0 && BrightnessRange is null && !HorizontalFlip && !VerticalFlip;

    /// <summary>Draws the transformation of one picture in one pass.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">Counts passes over the data; another pass draws other numbers.</param>
    /// <param name="index">The picture's index in its data.</param>
    /// <param name="height">Rows of the picture, which shifts by fractions are of.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <returns>
    /// The transformation. Every parameter has its own place among the numbers, so turning one range on leaves what the others draw.
    /// </returns>
    /// <exception cref="ArgumentException">A setting is wrong; the message lists all that are.</exception>
    public ImageTransform Draw(long seed, long epoch, long index, int height, int width)
    {
        Validate();
        var random = new RandomStream(seed, string.Create(CultureInfo.InvariantCulture, $"augmentation/{epoch}"), index);
        var theta = Symmetric(random, RotationRange);
        var tx = Shift(random, HeightShiftRange, height);
        var ty = Shift(random, WidthShiftRange, width);
        var shear = Symmetric(random, ShearRange);
        var (zx, zy) = (Within(random, ZoomRange), Within(random, ZoomRange));
        var horizontal = random.NextDouble() < 0.5;
        var vertical = random.NextDouble() < 0.5;
        var channel = Symmetric(random, ChannelShiftRange);
        return new ImageTransform
        {
            Theta = theta,
            Tx = tx,
            Ty = ty,
            Shear = shear,
            Zx = zx,
            Zy = zy,
            FlipHorizontal = HorizontalFlip && horizontal,
            FlipVertical = VerticalFlip && vertical,
            ChannelShift = ChannelShiftRange == 0 ? null : channel,
            Brightness = BrightnessRange is { } range ? Within(random, range) : null,
            FillMode = FillMode,
            FillValue = FillValue,
            Convention = Convention,
        };
    }

    /// <summary>Checks the settings.</summary>
    /// <exception cref="ArgumentException">Settings are wrong; the message lists all that are.</exception>
    public void Validate() => new OptionErrors(nameof(ImageAugmentation))
        .Require(IsRange(RotationRange), nameof(RotationRange), RotationRange, "finite and at least 0, in degrees")
        .Require(IsRange(WidthShiftRange), nameof(WidthShiftRange), WidthShiftRange, "finite and at least 0: a fraction below 1, else pixels")
        .Require(IsRange(HeightShiftRange), nameof(HeightShiftRange), HeightShiftRange, "finite and at least 0: a fraction below 1, else pixels")
        .Require(IsRange(ShearRange), nameof(ShearRange), ShearRange, "finite and at least 0, in degrees")
        .Require(ZoomRange.IsValid, nameof(ZoomRange), ZoomRange, "two finite factors of at least 0, the smaller one first")
        .Require(IsRange(ChannelShiftRange), nameof(ChannelShiftRange), ChannelShiftRange, "finite and at least 0")
        .Require(BrightnessRange is not { IsValid: false }, nameof(BrightnessRange), BrightnessRange, "two finite factors of at least 0, the smaller one first, or null")
        .Require(Enum.IsDefined(FillMode), nameof(FillMode), FillMode, $"one of {string.Join(", ", Enum.GetNames<FillMode>())}")
        .Require(double.IsFinite(FillValue), nameof(FillValue), FillValue, "finite")
        .Require(Enum.IsDefined(Convention), nameof(Convention), Convention, $"one of {string.Join(", ", Enum.GetNames<AffineConvention>())}")
        .ThrowIfAny();

    private static bool IsRange(double value) => double.IsFinite(value) && value >= 0;

    private static double Symmetric(RandomStream random, double range) => Symmetric(random.NextDouble(), range);

    /// <summary>From -range to range; a range of 0 gives 0, not -0.</summary>
    private static double Symmetric(double uniform, double range) => range == 0 ? 0 : range * (2 * uniform - 1);

    private static double Within(RandomStream random, FactorRange range) => range.Low + (range.High - range.Low) * random.NextDouble();

    /// <summary>Two numbers are drawn whatever the rule, so that what follows does not depend on it.</summary>
    private static double Shift(RandomStream random, double range, int size)
    {
        var (first, second) = (random.NextDouble(), random.NextDouble());
        if (range < 1) return Symmetric(first, range) * size;
        if (range != Math.Floor(range)) return Symmetric(first, range);
        var pixels = Math.Floor(first * range);
        return second < 0.5 && pixels > 0 ? -pixels : pixels;
    }
}
