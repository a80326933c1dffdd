namespace MlNetCnn.Keras.Hdf5;

/// <summary>
/// The compression that h5py calls lzf (filter 32000): Marc Lehmann's LibLZF, whose stream is runs of literal bytes and copies of earlier ones. A first byte
/// below 32 is a run of so many bytes and one; else its upper three bits (7: and the next byte) and two are the length of a copy, and
/// its lower five bits with another byte how far back it begins.
/// </summary>
internal static class LzfFilter
{
    /// <summary>Unfolds a chunk.</summary>
    /// <param name="from">Bytes as stored.</param>
    /// <param name="into">Room for the largest result.</param>
    /// <returns>Bytes made; -1 where the stream is damaged or the room too small.</returns>
    public static int Unfold(ReadOnlySpan<byte> from, Span<byte> into)
    {
        int at = 0, made = 0;
        while (at < from.Length)
        {
            int control = from[at++];
            if (control < 32)
            {
                var count = control + 1;
                if (count > from.Length - at || count > into.Length - made) return -1;
                from.Slice(at, count).CopyTo(into[made..]);
                at += count;
                made += count;
                continue;
            }

            var length = control >> 5;
            if (length == 7)
            {
                if (at == from.Length) return -1;
                length += from[at++];
            }

            if (at == from.Length) return -1;
            length += 2;
            var source = made - ((control & 31) << 8) - from[at++] - 1;
            if (source < 0 || length > into.Length - made) return -1;
            // Byte by byte: the copy may reach into what it makes.
            for (var i = 0; i < length; i++) into[made++] = into[source++];
        }

        return made;
    }
}
