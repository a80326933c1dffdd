namespace MlNetCnn.Keras;

/// <summary>
/// The activation functions (<c>keras.activations</c>), applied elementwise but for softmax, log_softmax and sparsemax, which run over the last axis. Keras's
/// <c>glu</c>, which halves the channels, and <c>threshold</c>, which has no default, are no activations of a layer here.
/// </summary>
public static class Activations
{
    /// <summary>x.</summary>
    public static ActivationFunction Linear { get; } = new("linear");

    /// <summary>max(x, 0).</summary>
    public static ActivationFunction Relu { get; } = new("relu");

    /// <summary>min(max(x, 0), 6).</summary>
    public static ActivationFunction Relu6 { get; } = new("relu6");

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static ActivationFunction Sigmoid { get; } = new("sigmoid");

    /// <summary>Hyperbolic tangent.</summary>
    public static ActivationFunction Tanh { get; } = new("tanh");

    /// <summary>exp(x_i) / sum_j exp(x_j) over the last axis.</summary>
    public static ActivationFunction Softmax { get; } = new("softmax");

    /// <summary>log(1 + exp(x)).</summary>
    public static ActivationFunction Softplus { get; } = new("softplus");

    /// <summary>x for x > 0, else exp(x) - 1 (alpha 1).</summary>
    public static ActivationFunction Elu { get; } = new("elu");

    /// <summary>1.0507 * elu(x, alpha 1.67326).</summary>
    public static ActivationFunction Selu { get; } = new("selu");

    /// <summary>x * sigmoid(x), also called swish.</summary>
    public static ActivationFunction Silu { get; } = new("silu");

    /// <summary>x * (1 + erf(x / sqrt 2)) / 2, the exact form.</summary>
    public static ActivationFunction Gelu { get; } = new("gelu");

    /// <summary>relu6(x + 3) / 6, Keras 3's form.</summary>
    public static ActivationFunction HardSigmoid { get; } = new("hard_sigmoid");

    /// <summary>
    /// clip(0.2 x + 0.5, 0, 1): what <c>hard_sigmoid</c> was before Keras 3, and is in files of that time. Keras 3 has no function for it: a model that has it is
    /// saved with a custom function of this name, so that Keras 3 asks for it (<c>custom_objects</c>) instead of computing something else.
    /// </summary>
    public static ActivationFunction HardSigmoidKeras2 { get; } = new("hard_sigmoid_keras2");

    /// <summary>x * relu6(x + 3) / 6, also called hard_swish.</summary>
    public static ActivationFunction HardSilu { get; } = new("hard_silu");

    /// <summary>x for x >= 0, else 0.2 * x (the layer <see cref="Layers.LeakyReLU"/> has 0.3).</summary>
    public static ActivationFunction LeakyRelu { get; } = new("leaky_relu");

    /// <summary>x / (1 + |x|).</summary>
    public static ActivationFunction Softsign { get; } = new("softsign");

    /// <summary>exp(x).</summary>
    public static ActivationFunction Exponential { get; } = new("exponential");

    /// <summary>x * tanh(log(1 + exp(x))).</summary>
    public static ActivationFunction Mish { get; } = new("mish");

    /// <summary>
    /// x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))) / 2, gelu's approximation (Hendrycks and Gimpel, 2016): <c>keras.ops.gelu(x)</c>, whose <c>approximate</c> is
    /// True by default. Keras has no named function for it: as the activation of a layer it is saved as a custom function of this name, for which Keras 3 asks.
    /// </summary>
    public static ActivationFunction GeluApproximate { get; } = new("gelu_approximate");

    /// <summary>x for x > 0, else exp(x) - 1 (alpha 1, with which it is elu; Barron, 2017).</summary>
    public static ActivationFunction Celu { get; } = new("celu");

    /// <summary>min(max(x, -1), 1).</summary>
    public static ActivationFunction HardTanh { get; } = new("hard_tanh");

    /// <summary>x for |x| > 0.5, else 0.</summary>
    public static ActivationFunction HardShrink { get; } = new("hard_shrink");

    /// <summary>x - 0.5 for x > 0.5, x + 0.5 for x &lt; -0.5, else 0.</summary>
    public static ActivationFunction SoftShrink { get; } = new("soft_shrink");

    /// <summary>x - tanh(x).</summary>
    public static ActivationFunction TanhShrink { get; } = new("tanh_shrink");

    /// <summary>(x + sqrt(x^2 + 4)) / 2 (Barron, 2021).</summary>
    public static ActivationFunction Squareplus { get; } = new("squareplus");

    /// <summary>0 for x &lt;= -1, x for x >= 1, else (x + 1)^2 / 4.</summary>
    public static ActivationFunction SparsePlus { get; } = new("sparse_plus");

    /// <summary>0 for x &lt;= -1, 1 for x >= 1, else (x + 1) / 2 (Blondel, Martins and Niculae, 2019; since Keras 3.10).</summary>
    public static ActivationFunction SparseSigmoid { get; } = new("sparse_sigmoid");

    /// <summary>log(1 / (1 + exp(-x))).</summary>
    public static ActivationFunction LogSigmoid { get; } = new("log_sigmoid");

    /// <summary>x_i - log(sum_j exp(x_j)) over the last axis.</summary>
    public static ActivationFunction LogSoftmax { get; } = new("log_softmax");

    /// <summary>max(x_i - t, 0) over the last axis, with the t that makes the sum 1 (Martins and Astudillo, 2016).</summary>
    public static ActivationFunction Sparsemax { get; } = new("sparsemax");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ActivationFunction> All { get; } =
    [
        Linear, Relu, Relu6, Sigmoid, Tanh, Softmax, Softplus, Elu, Selu, Silu, Gelu, HardSigmoid, HardSigmoidKeras2, HardSilu, LeakyRelu, Softsign, Exponential, Mish,
        GeluApproximate, Celu, HardTanh, HardShrink, SoftShrink, TanhShrink, Squareplus, SparsePlus, SparseSigmoid, LogSigmoid, LogSoftmax, Sparsemax,
    ];

    /// <summary>The function of Keras's name (<c>swish</c> is silu, <c>hard_swish</c> hard_silu).</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static ActivationFunction Get(string name) => TryGet(name)
        ?? throw new ArgumentException($"'{name}' is not an activation function. Known: {string.Join(", ", All)}.", nameof(name));

    internal static ActivationFunction? TryGet(string name) => All.FirstOrDefault(a => a.Name == name switch { "swish" => "silu", "hard_swish" => "hard_silu", _ => name });
}
