using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Tests.Ops;

/// <summary>Operations on each value, and on pairs that are broadcast.</summary>
internal static class ElementwiseCases
{
    private static readonly (string Name, Func<GraphBuilder, GraphTensor, GraphTensor, GraphTensor> Build)[] Binary =
    [
        ("AddV2", (g, x, y) => g.AddV2(x, y)), ("Sub", (g, x, y) => g.Sub(x, y)), ("Mul", (g, x, y) => g.Mul(x, y)), ("RealDiv", (g, x, y) => g.RealDiv(x, y)),
        ("DivNoNan", (g, x, y) => g.DivNoNan(x, y)), ("Maximum", (g, x, y) => g.Maximum(x, y)), ("Minimum", (g, x, y) => g.Minimum(x, y)), ("Pow", (g, x, y) => g.Pow(x, y)),
        ("SquaredDifference", (g, x, y) => g.SquaredDifference(x, y)),
    ];

    // What is broadcast how: x, y, and which of them have a batch that is not known.
    private static readonly (string Name, int[] X, int[] Y, int[]? Unknown)[] Pairs =
    [
        ("same", [2, 3, 2], [2, 3, 2], null), ("channels", [2, 3, 2], [2], [0]), ("rows", [2, 3, 2], [3, 1], [0]), ("scalar", [2, 3], [], [0]), ("ones", [2, 3, 2], [1, 1, 2], [0]),
        ("both", [2, 1, 3], [4, 1], [0]), ("batch of one", [1, 3], [2, 3], [0]), ("against a known batch", [3, 2], [3, 2], [1]),
    ];

    public static IEnumerable<GradientCase> All =>
    [
        One("Abs", (g, x) => g.Abs(x)), One("Neg", (g, x) => g.Neg(x)), One("Sign", (g, x) => g.Sign(x)), One("Square", (g, x) => g.Square(x)), Above("Sqrt", (g, x) => g.Sqrt(x)),
        Above("Rsqrt", (g, x) => g.Rsqrt(x)), One("Exp", (g, x) => g.Exp(x)), One("Expm1", (g, x) => g.Expm1(x)), Above("Log", (g, x) => g.Log(x)), Above("Log1p", (g, x) => g.Log1p(x)),
        One("Erf", (g, x) => g.Erf(x)), One("Sin", (g, x) => g.Sin(x)), One("Cos", (g, x) => g.Cos(x)), Above("Floor", (g, x) => g.Floor(x)), Above("Ceil", (g, x) => g.Ceil(x)),
        Above("Round", (g, x) => g.Round(g.Mul(x, g.Constant(0.1f)))), Above("Reciprocal", (g, x) => g.Reciprocal(x)), One("ZerosLike", (g, x) => g.ZerosLike(x)), One("OnesLike", (g, x) => g.OnesLike(x)),
        One("Identity", (g, x) => g.Identity(x)), One("Sigmoid", (g, x) => g.Sigmoid(x)), One("Tanh", (g, x) => g.Tanh(x)), One("Softplus", (g, x) => g.Softplus(x)),
        One("Softsign", (g, x) => g.Softsign(x)), One("Elu", (g, x) => g.Elu(x)), One("Selu", (g, x) => g.Selu(x)), One("Relu", (g, x) => g.Relu(x)), One("LeakyRelu", (g, x) => g.LeakyRelu(x, 0.3f)),
        One("Softmax", (g, x) => g.Softmax(x)), One("LogSoftmax", (g, x) => g.LogSoftmax(x)), One("Cast", (g, x) => g.Cast(g.Cast(x, DataType.Float), DataType.Float)),
        One("AddN", (g, x) => g.AddN([x, g.Square(x), x])), One("IsFinite", (g, x) => g.Mul(x, g.Cast(g.IsFinite(x), DataType.Float))),
        new("Relu6", [[2, 6]], (g, x) => g.Relu6(x[0])) { Low = -5, High = 11 },
        One("PlaceholderWithDefault", (g, x) => g.PlaceholderWithDefault(x, x.Shape)),
        .. Binary.SelectMany(op => Pairs.Select(pair => new GradientCase($"{op.Name} of {pair.Name}", [pair.X, pair.Y], (g, x) => op.Build(g, x[0], x[1]))
        {
            Low = 0.5f, High = 2, Unknown = pair.Unknown,
        })),
        new("FloorDiv", [[2, 3]], (g, x) => g.FloorDiv(x[0], g.Constant(2.5f))) { Low = 3, High = 4 },
        new("Pow of negative ones", [[2, 3]], (g, x) => g.Pow(x[0], g.Constant(3f))),
        new("SelectV2", [[2, 3, 2], [3, 1], []], (g, x) => g.SelectV2(g.Greater(x[0], g.Constant(0f)), g.Mul(x[0], x[1]), x[2])) { Unknown = [0] },
        new("SelectV2 of channels", [[2, 3], [3]], (g, x) => g.SelectV2(g.Less(x[0], g.Constant(0.2f)), x[1], g.Square(x[0]))) { Unknown = [0] },
        new("a tensor used twice", [[2, 3]], (g, x) => g.Mul(g.AddV2(x[0], g.Sigmoid(x[0])), x[0])),
    ];

    private static GradientCase One(string name, Func<GraphBuilder, GraphTensor, GraphTensor> build) => new(name, [[2, 3, 2]], (g, x) => build(g, x[0])) { Low = -2, High = 2 };

    private static GradientCase Above(string name, Func<GraphBuilder, GraphTensor, GraphTensor> build) => One(name, build) with { Low = 0.3f, High = 0.9f };
}
