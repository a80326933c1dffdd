namespace MlNetCnn.Compute.Simd;

/// <summary>One float at a time, with the roundings of the vectors: elementwise kernels take the odd end of a range with it.</summary>
internal readonly unsafe struct ScalarSimd : ISimd<float>
{
    public static int Width => 1;

    public static float Load(float* source) => *source;

    public static void Store(float value, float* target) => *target = value;

    public static float Broadcast(float value) => value;

    public static float MultiplyAdd(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    public static float Add(float a, float b) => a + b;

    public static float Subtract(float a, float b) => a - b;

    public static float Multiply(float a, float b) => a * b;

    public static float Divide(float a, float b) => a / b;

    public static float Sqrt(float a) => MathF.Sqrt(a);

    public static float Max(float a, float b) => a > b ? a : b;

    public static float Min(float a, float b) => a < b ? a : b;

    public static float KeepBetween(float a, float low, float high, float value) => a > low && a < high ? value : 0;

    public static float SelectEqual(float a, float b, float value, float otherwise) => a == b ? value : otherwise;

    public static float SelectGreater(float a, float b, float value, float otherwise) => a > b ? value : otherwise;

    public static float PowerOfTwo(float exponent) => BitConverter.Int32BitsToSingle(((int)exponent + 127) << 23);
}
