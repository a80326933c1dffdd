using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlNetCnn.Imaging.Jpeg;

/// <summary>
/// Gives the rows of a component at full size, as libjpeg-turbo does by default: a triangle filter ("fancy upsampling") where a
/// component is half as wide, half as high, or both, and more than 2 samples wide where it is half as wide; replication otherwise.
/// </summary>
internal sealed class Upsampler
{
    private readonly JpegComponent component;
    private readonly int across, down;
    private readonly bool triangleAcross, triangleDown;
    private readonly ushort[] sums;

    /// <summary>An upsampler for one component of a frame.</summary>
    public Upsampler(JpegComponent component, JpegFrame frame)
    {
        this.component = component;
        across = frame.MaxHorizontal / component.Horizontal;
        down = frame.MaxVertical / component.Vertical;
        triangleAcross = across == 2 && down <= 2 && component.Width > 2;
        triangleDown = down == 2 && (across == 1 || triangleAcross);
        sums = new ushort[component.Width + 2];
        RowLength = (component.Width + Vector128<byte>.Count) * across;
    }

    /// <summary>Bytes that <see cref="Row"/> may write.</summary>
    public int RowLength { get; }

    /// <summary>One row at full width, at least as long as the picture is wide.</summary>
    /// <param name="y">Row of the picture.</param>
    /// <param name="buffer">Room for <see cref="RowLength"/> bytes; not used where the samples can be shown as they are.</param>
    public ReadOnlySpan<byte> Row(int y, Span<byte> buffer)
    {
        var near = Samples(y / down);
        if (!triangleDown && across == 1) return near;
        if (!triangleDown && !triangleAcross)
        {
            Replicate(near, buffer);
            return buffer;
        }

        // The row that is a quarter of the weight: the one above for an upper output row, the one below for a lower.
        var far = near;
        if (triangleDown) far = Samples(Math.Clamp((y & 1) == 0 ? y / 2 - 1 : y / 2 + 1, 0, component.Height - 1));
        if (!triangleAcross)
        {
            // Turns of rounding make the errors of neighbouring rows cancel: 1 above, 2 below.
            var bias = (y & 1) == 0 ? 1 : 2;
            for (var x = 0; x < near.Length; x++) buffer[x] = (byte)((3 * near[x] + far[x] + bias) >> 2);
            return buffer;
        }

        Sum(near, far);
        if (triangleDown) Spread(buffer, evenBias: 8, oddBias: 7, shift: 4);
        else Spread(buffer, evenBias: 1, oddBias: 2, shift: 2);
        return buffer;
    }

    private ReadOnlySpan<byte> Samples(int y) => component.Samples.AsSpan(y * component.Stride, component.Width);

    private void Replicate(ReadOnlySpan<byte> samples, Span<byte> row)
    {
        for (var x = 0; x < samples.Length; x++) row.Slice(x * across, across).Fill(samples[x]);
    }

    /// <summary>Weighted sums down the columns (or the samples themselves), with the first and last repeated at the ends.</summary>
    private void Sum(ReadOnlySpan<byte> near, ReadOnlySpan<byte> far)
    {
        var inner = sums.AsSpan(1, near.Length);
        var x = 0;
        if (triangleDown)
        {
            for (; x <= near.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
            {
                var (nearLow, nearHigh) = Vector128.Widen(Vector128.Create(near[x..]));
                var (farLow, farHigh) = Vector128.Widen(Vector128.Create(far[x..]));
                (nearLow * 3 + farLow).CopyTo(inner[x..]);
                (nearHigh * 3 + farHigh).CopyTo(inner[(x + 8)..]);
            }

            for (; x < near.Length; x++) inner[x] = (ushort)(3 * near[x] + far[x]);
        }
        else
        {
            for (; x <= near.Length - Vector128<byte>.Count; x += Vector128<byte>.Count)
            {
                var (low, high) = Vector128.Widen(Vector128.Create(near[x..]));
                low.CopyTo(inner[x..]);
                high.CopyTo(inner[(x + 8)..]);
            }

            for (; x < near.Length; x++) inner[x] = near[x];
        }

        sums[0] = inner[0];
        sums[near.Length + 1] = inner[^1];
    }

    /// <summary>From each sum two samples: three quarters of it and a quarter of its left, then of its right neighbour.</summary>
    private void Spread(Span<byte> row, int evenBias, int oddBias, int shift)
    {
        var width = component.Width;
        var x = 0;
        if (BitConverter.IsLittleEndian)
        {
            var even = Vector128.Create((ushort)evenBias);
            var odd = Vector128.Create((ushort)oddBias);
            for (; x <= width - Vector128<ushort>.Count; x += Vector128<ushort>.Count)
            {
                var centre = Vector128.Create(sums.AsSpan(x + 1)) * 3;
                var left = (centre + Vector128.Create(sums.AsSpan(x)) + even) >>> shift;
                var right = (centre + Vector128.Create(sums.AsSpan(x + 2)) + odd) >>> shift;
                (left | right << 8).CopyTo(MemoryMarshal.Cast<byte, ushort>(row[(2 * x)..]));
            }
        }

        for (; x < width; x++)
        {
            var centre = 3 * sums[x + 1];
            row[2 * x] = (byte)((centre + sums[x] + evenBias) >> shift);
            row[2 * x + 1] = (byte)((centre + sums[x + 2] + oddBias) >> shift);
        }
    }
}
