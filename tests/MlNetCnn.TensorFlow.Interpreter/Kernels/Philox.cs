namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Philox 4x32 with 10 rounds (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"), the counter and key as TensorFlow lays them.</summary>
internal static class Philox
{
    /// <summary>The four numbers of one counter.</summary>
    public static uint[] Draw(ulong counterLow, ulong counterHigh, ulong key)
    {
        uint[] c = [unchecked((uint)counterLow), (uint)(counterLow >> 32), unchecked((uint)counterHigh), (uint)(counterHigh >> 32)];
        var (k0, k1) = (unchecked((uint)key), (uint)(key >> 32));
        for (var round = 0; round < 10; round++)
        {
            var (a, b) = (0xD2511F53UL * c[0], 0xCD9E8D57UL * c[2]);
            c = [(uint)(b >> 32) ^ c[1] ^ k0, unchecked((uint)b), (uint)(a >> 32) ^ c[3] ^ k1, unchecked((uint)a)];
            unchecked
            {
                k0 += 0x9E3779B9u;
                k1 += 0xBB67AE85u;
            }
        }

        return c;
    }
}
