namespace MlNetCnn.Imaging;

/// <summary>
/// Resizing with Pillow's results, byte for byte (Pillow 9.4, <c>Image.resize</c>). Transparent pixels do not bleed: with four
/// channels the filters work on premultiplied colours.
/// </summary>
/// <param name="Height">Rows of the result, at least 1.</param>
/// <param name="Width">Columns of the result, at least 1.</param>
/// <param name="Filter">Default <see cref="Resampling.Nearest"/>, as in Keras's <c>load_img</c>.</param>
public sealed record Resize(int Height, int Width, Resampling Filter = Resampling.Nearest) : IImageOperation
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A height or width below 1, or an unknown filter.</exception>
    public Image Apply(Image source)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(Height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
        if (!Enum.IsDefined(Filter)) throw new ArgumentOutOfRangeException(nameof(Filter), Filter, "Not a resampling filter.");
        if (source.Height == Height && source.Width == Width) return source.Clone();
        if (Filter == Resampling.Nearest) return NearestKernel.Resize(source, Height, Width);
        if (source.Channels < 4) return FilterKernel.Resize(source, Height, Width, Filter);
        return PremultipliedAlpha.Undo(FilterKernel.Resize(PremultipliedAlpha.Apply(source), Height, Width, Filter));
    }
}
