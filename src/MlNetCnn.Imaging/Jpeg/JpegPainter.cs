using System.Buffers;

namespace MlNetCnn.Imaging.Jpeg;

/// <summary>Turns decoded components into a picture: inverse transform (progressive), upsampling, colour conversion.</summary>
internal static class JpegPainter
{
    /// <summary>Paints the frame.</summary>
    public static Image Paint(JpegFrame frame, JpegColourSpace space)
    {
        if (frame.Progressive)
            foreach (var c in frame.Components) TransformBlocks(c);
        var channels = space == JpegColourSpace.Grey ? 1 : 3;
        var image = new Image(frame.Height, frame.Width, channels);
        if (space == JpegColourSpace.Grey)
        {
            var grey = frame.Components[0];
            for (var y = 0; y < frame.Height; y++) grey.Samples.AsSpan(y * grey.Stride, frame.Width).CopyTo(image.Row(y));
            return image;
        }

        var upsamplers = Array.ConvertAll(frame.Components, c => new Upsampler(c, frame));
        var rowLength = upsamplers.Max(u => u.RowLength);
        var buffer = ArrayPool<byte>.Shared.Rent(rowLength * 4);
        var rows = buffer.AsSpan(0, rowLength * 4);
        for (var y = 0; y < frame.Height; y++)
        {
            var first = upsamplers[0].Row(y, rows);
            var second = upsamplers[1].Row(y, rows[rowLength..]);
            var third = upsamplers[2].Row(y, rows[(2 * rowLength)..]);
            var row = image.Row(y);
            switch (space)
            {
                case JpegColourSpace.YCbCr: JpegColour.FromYCbCr(first, second, third, row); break;
                case JpegColourSpace.Rgb: JpegColour.Interleave(first, second, third, row); break;
                default:
                    var black = upsamplers[3].Row(y, rows[(3 * rowLength)..]);
                    if (space == JpegColourSpace.Ycck) JpegColour.FromYCbCr(first, second, third, row);
                    else JpegColour.Interleave(first, second, third, row);
                    JpegColour.ApplyBlack(row, black, inverted: space == JpegColourSpace.Ycck);
                    break;
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return image;
    }

    private static void TransformBlocks(JpegComponent c)
    {
        var quantization = c.Quantization;
        if (quantization is null) return;   // Not in the part of a truncated file that there is: stays grey.
        for (var y = 0; y < c.BlocksDown; y++)
            for (var x = 0; x < c.BlocksAcross; x++)
            {
                var block = c.Coefficients.AsSpan((y * c.AllocatedBlocksAcross + x) * 64, 64);
                var samples = c.Samples.AsSpan(y * 8 * c.Stride + x * 8);
                if (block[1..].ContainsAnyExcept((short)0)) InverseDct.Transform(block, quantization, samples, c.Stride);
                else InverseDct.TransformDc(block[0], quantization[0], samples, c.Stride);
            }
    }
}
