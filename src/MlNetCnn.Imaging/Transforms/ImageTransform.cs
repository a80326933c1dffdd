namespace MlNetCnn.Imaging;

/// <summary>
/// One transformation of a picture, with the parameters and the results of <c>ImageDataGenerator.apply_transform</c> of Keras: rotation, shift, shear and zoom (one
/// bilinear pass, <c>interpolation_order=1</c>), then channel shift, flips and brightness. The size stays. The default does nothing.
/// </summary>
/// <remarks>
/// The matrix says where an output pixel <b>reads</b>: with <see cref="AffineConvention.KerasPreprocessing"/> and Tx = 10 the picture moves 10 rows up, with Zx = 2 it is
/// half as high. Pixels are the same on any number of threads, and SciPy's to the last bits of a float.
/// </remarks>
public sealed record ImageTransform : IImageOperation
{
    /// <summary>Rotation, in degrees. Default 0.</summary>
    public double Theta { get; init; }

    /// <summary>Shift along rows (<see cref="AffineConvention.Keras3"/>: along columns), in pixels. Default 0. Keras fills it from <c>height_shift_range</c>.</summary>
    public double Tx { get; init; }

    /// <summary>Shift along columns (<see cref="AffineConvention.Keras3"/>: along rows), in pixels. Default 0. Keras fills it from <c>width_shift_range</c>.</summary>
    public double Ty { get; init; }

    /// <summary>Shear angle, in degrees (not radians as other libraries have it: 0.2 is hardly visible). Default 0.</summary>
    public double Shear { get; init; }

    /// <summary>Zoom along rows (<see cref="AffineConvention.Keras3"/>: along columns), a factor: above 1 the picture shrinks. Default 1.</summary>
    public double Zx { get; init; } = 1;

    /// <summary>Zoom along columns (<see cref="AffineConvention.Keras3"/>: along rows), a factor: above 1 the picture shrinks. Default 1.</summary>
    public double Zy { get; init; } = 1;

    /// <summary>Whether left and right are exchanged. Default false.</summary>
    public bool FlipHorizontal { get; init; }

    /// <summary>Whether top and bottom are exchanged. Default false.</summary>
    public bool FlipVertical { get; init; }

    /// <summary>Added to every value, in the unit of the pixels; the result is clipped to the range that the picture had. Default null: none.</summary>
    public double? ChannelShift { get; init; }

    /// <summary>
    /// Brightness factor, 0 is black, 1 leaves the brightness. Default null: none. Values become whole numbers from 0 to 255 on the way, as Keras goes through
    /// Pillow; what happens to the range before is the <see cref="Convention"/>'s.
    /// </summary>
    public double? Brightness { get; init; }

    /// <summary>What lies outside of the picture. Default <see cref="FillMode.Nearest"/>.</summary>
    public FillMode FillMode { get; init; } = FillMode.Nearest;

    /// <summary>The value outside with <see cref="FillMode.Constant"/> (<c>cval</c>), in the unit of the pixels. Default 0.</summary>
    public double FillValue { get; init; }

    /// <summary>How the numbers make a matrix. Default <see cref="AffineConvention.KerasPreprocessing"/>, the Keras book's.</summary>
    public AffineConvention Convention { get; init; } = AffineConvention.KerasPreprocessing;

    /// <summary>Whether the picture stays as it is, bit by bit.</summary>
    public bool IsIdentity => !Moves && !FlipHorizontal && !FlipVertical && ChannelShift is null && Brightness is null;

    /// <summary>Whether pixels are read from other places than their own.</summary>
    internal bool Moves => Theta != 0 || Tx != 0 || Ty != 0 || Shear != 0 || Zx != 1 || Zy != 1;

    /// <summary>Transforms a picture of floats.</summary>
    /// <param name="source">Any picture, commonly of values 0 to 255; not changed.</param>
    /// <returns>A new picture of the same shape.</returns>
    /// <exception cref="ArgumentException">A parameter is not finite or not of its enum.</exception>
    public FloatImage Apply(FloatImage source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var result = new FloatImage(source.Height, source.Width, source.Channels);
        Apply(source.Pixels, result.Pixels, source.Height, source.Width, source.Channels);
        return result;
    }

    /// <summary>Transforms a picture of bytes: as floats, then rounded half to even and clipped.</summary>
    /// <param name="source">Any picture; not changed.</param>
    /// <returns>A new picture of the same shape.</returns>
    /// <exception cref="ArgumentException">A parameter is not finite or not of its enum.</exception>
    public Image Apply(Image source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Apply(source.ToFloat()).ToBytes();
    }

    /// <summary>Transforms pixels of shape (height, width, channels).</summary>
    /// <param name="source">The pixels, commonly 0 to 255; not changed.</param>
    /// <param name="destination">Room for the result; must not overlap the source.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="channels">At least 1; with <see cref="Brightness"/> 1, 3 or 4.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, the two overlap, or a parameter is not finite or not of its enum.</exception>
    public void Apply(ReadOnlySpan<float> source, Span<float> destination, int height, int width, int channels)
    {
        Check(source, destination, height, width, channels);
        if (AffineMatrix.Of(this, height, width) is { } matrix)
            AffineKernel.Apply(matrix, source, destination, height, width, channels, FillMode, (float)FillValue);
        else source.CopyTo(destination);
        if (ChannelShift is { } shift) Imaging.ChannelShift.Apply(destination, (float)shift);
        if (FlipHorizontal) Mirror.Horizontally(destination, height, width, channels);
        if (FlipVertical) Mirror.Vertically(destination, height, width, channels);
        if (Brightness is { } factor) Imaging.Brightness.Apply(destination, channels, (float)factor, Convention);
    }

    private void Check(ReadOnlySpan<float> source, Span<float> destination, int height, int width, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        var length = (long)height * width * channels;
        if (source.Length != length || destination.Length != length)
            throw new ArgumentException($"A picture of {height}x{width}x{channels} has {length} values; the source has {source.Length} and the destination {destination.Length}.");
        if (source.Overlaps(destination)) throw new ArgumentException("The destination overlaps the source; a picture cannot be transformed in place.", nameof(destination));
        if (Brightness is not null && channels is not (1 or 3 or 4))
            throw new ArgumentException($"Brightness goes through a picture of bytes, which has 1, 3 or 4 channels, not {channels}.", nameof(channels));
        foreach (var (value, name) in new[]
        {
            (Theta, nameof(Theta)), (Tx, nameof(Tx)), (Ty, nameof(Ty)), (Shear, nameof(Shear)), (Zx, nameof(Zx)), (Zy, nameof(Zy)), (FillValue, nameof(FillValue)),
            (ChannelShift ?? 0, nameof(ChannelShift)), (Brightness ?? 0, nameof(Brightness)),
        })
            if (!double.IsFinite(value)) throw new ArgumentException(FormattableString.Invariant($"{name} of the transform is {value}; it must be finite."), name);
        if (!Enum.IsDefined(FillMode)) throw new ArgumentException($"{FillMode} is not a fill mode.", nameof(FillMode));
        if (!Enum.IsDefined(Convention)) throw new ArgumentException($"{Convention} is not a convention.", nameof(Convention));
    }
}
