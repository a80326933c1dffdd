namespace MlNetCnn.Imaging;

/// <summary>To premultiplied colours and back, rounded as Pillow's modes RGBA and RGBa.</summary>
internal static class PremultipliedAlpha
{
    public static Image Apply(Image source)
    {
        var result = new Image(source.Height, source.Width, 4);
        ReadOnlySpan<byte> from = source.Pixels;
        var to = result.Pixels;
        for (var i = 0; i < from.Length; i += 4)
        {
            int alpha = from[i + 3];
            for (var c = 0; c < 3; c++)
            {
                var product = from[i + c] * alpha + 128;
                to[i + c] = (byte)(((product >> 8) + product) >> 8);
            }

            to[i + 3] = (byte)alpha;
        }

        return result;
    }

    public static Image Undo(Image source)
    {
        var result = new Image(source.Height, source.Width, 4);
        ReadOnlySpan<byte> from = source.Pixels;
        var to = result.Pixels;
        for (var i = 0; i < from.Length; i += 4)
        {
            int alpha = from[i + 3];
            for (var c = 0; c < 3; c++)
                to[i + c] = alpha is 0 or 255 ? from[i + c] : (byte)Math.Min(255 * from[i + c] / alpha, 255);
            to[i + 3] = (byte)alpha;
        }

        return result;
    }
}
