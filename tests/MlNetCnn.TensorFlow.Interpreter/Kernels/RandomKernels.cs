namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Numbers by chance. The stateful operations draw from .NET's generator, seeded; only StatelessRandomUniformV2 draws TensorFlow's own numbers.</summary>
internal static class RandomKernels
{
    private const string Seed = "seed int = 0";
    private const string Seed2 = "seed2 int = 0";
    private const string DType = "dtype type in float,double";
    private const string T = "T type in int32,int64";

    /// <summary>From 0 up to below 1.</summary>
    [Kernel("RandomUniform", "shape T -> output dtype", Seed, Seed2, DType, T, Stateful = true)]
    public static Tensor[] Uniform(KernelCall call) => Draw(call, random => random.NextSingle());

    [Kernel("RandomStandardNormal", "shape T -> output dtype", Seed, Seed2, DType, T, Stateful = true)]
    public static Tensor[] Normal(KernelCall call) => Draw(call, Gauss);

    /// <summary>Normal, drawn again beyond two standard deviations.</summary>
    [Kernel("TruncatedNormal", "shape T -> output dtype", Seed, Seed2, DType, T, Stateful = true)]
    public static Tensor[] Truncated(KernelCall call) => Draw(call, random =>
    {
        var value = Gauss(random);
        while (Math.Abs(value) >= 2) value = Gauss(random);
        return value;
    });

    [Kernel("RandomUniformInt", "shape T, minval Tout, maxval Tout -> output Tout", Seed, Seed2, "Tout type in int32,int64", T, Stateful = true)]
    public static Tensor[] UniformInt(KernelCall call)
    {
        var (low, high) = (call.Scalar(1, "minval"), call.Scalar(2, "maxval"));
        call.Require(low < high, $"Need minval < maxval, got {low} >= {high}");
        var shape = call.Vector(0, "shape");
        var random = call.Resources.RandomOf(call.Name, call.Int("seed"), call.Int("seed2"));
        lock (random) return [Tensor.Integer(call[1].Type, shape, [.. Enumerable.Range(0, Tensor.Size(shape)).Select(_ => random.NextInt64(low, high))])];
    }

    /// <summary>TensorFlow's numbers: 23 bits of each number of Philox, as the mantissa of a float between 1 and 2, less 1.</summary>
    [Kernel("StatelessRandomUniformV2", "shape Tshape, key uint64, counter uint64, alg int32 -> output dtype", "dtype type in float = float", "Tshape type in int32,int64 = int32")]
    public static Tensor[] StatelessUniform(KernelCall call)
    {
        var shape = call.Vector(0, "shape");
        call.Require(call[1].Rank == 1 && call[1].Count == 1, $"key must have shape [1], not {call[1].ShapeText}");
        call.Require(call[2].Rank == 1 && call[2].Count >= 2, $"counter must be a vector of at least 2, not {call[2].ShapeText}");
        var algorithm = call.Scalar(3, "alg");
        call.Require(algorithm is 1 or 3, $"Unsupported algorithm id: {algorithm}");
        var (key, counter) = ((ulong[])call[1].Data, (ulong[])call[2].Data);
        var result = new float[Tensor.Size(shape)];
        for (var i = 0; i < result.Length; i++)
        {
            var low = unchecked(counter[0] + (ulong)(i / 4));
            var group = Philox.Draw(low, low < counter[0] ? unchecked(counter[1] + 1) : counter[1], key[0]);
            result[i] = BitConverter.UInt32BitsToSingle(0x3f800000u | (group[i % 4] & 0x7fffffu)) - 1f;
        }

        return [new(DataType.Float, shape, result)];
    }

    private static Tensor[] Draw(KernelCall call, Func<Random, double> next)
    {
        var shape = call.Vector(0, "shape");
        call.Require(Array.TrueForAll(shape, d => d >= 0), $"Dimension must be >= 0: [{string.Join(",", shape)}]");
        var values = new double[Tensor.Size(shape)];
        var random = call.Resources.RandomOf(call.Name, call.Int("seed"), call.Int("seed2"));
        lock (random)
        {
            for (var i = 0; i < values.Length; i++) values[i] = next(random);
        }

        return [Tensor.Real(call.Type("dtype"), shape, values)];
    }

    /// <summary>Box and Muller's way.</summary>
    private static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
