using MlNetCnn.Compute.Losses;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Interpreter;
using MlNetCnn.TensorFlow.Layers;
using MlNetCnn.TensorFlow.Losses;
using MlNetCnn.TensorFlow.Ops;
using Tensor = MlNetCnn.Compute.Tensor;

namespace MlNetCnn.TensorFlow.Tests.Training;

/// <summary>Every loss with every setting: value and gradient are the managed loss's.</summary>
public sealed class LossTests
{
    private enum Kind { Real, Probabilities, Rows }

    private static readonly Dictionary<string, (Loss Loss, Kind Predictions, Kind Targets)> Cases = new()
    {
        ["mse"] = (new MeanSquaredError(), Kind.Real, Kind.Real),
        ["mae"] = (new MeanAbsoluteError(), Kind.Real, Kind.Real),
        ["huber"] = (new Huber(0.4), Kind.Real, Kind.Real),
        ["log cosh"] = (new LogCosh(), Kind.Real, Kind.Real),
        ["poisson"] = (new Poisson(), Kind.Probabilities, Kind.Probabilities),
        ["kl"] = (new KLDivergence(), Kind.Probabilities, Kind.Probabilities),
        ["hinge"] = (new Hinge(), Kind.Real, Kind.Rows),
        ["hinge signs"] = (new Hinge(), Kind.Real, Kind.Real),
        ["squared hinge"] = (new SquaredHinge(), Kind.Real, Kind.Rows),
        ["categorical hinge"] = (new CategoricalHinge(), Kind.Real, Kind.Rows),
        ["binary"] = (new BinaryCrossentropy(), Kind.Probabilities, Kind.Rows),
        ["binary smoothed"] = (new BinaryCrossentropy(LabelSmoothing: 0.2), Kind.Probabilities, Kind.Probabilities),
        ["binary logits"] = (new BinaryCrossentropy(FromLogits: true), Kind.Real, Kind.Rows),
        ["binary logits smoothed"] = (new BinaryCrossentropy(FromLogits: true, LabelSmoothing: 0.1), Kind.Real, Kind.Rows),
        ["focal"] = (new BinaryFocalCrossentropy(), Kind.Probabilities, Kind.Rows),
        ["focal balanced"] = (new BinaryFocalCrossentropy(ApplyClassBalancing: true, Alpha: 0.3, Gamma: 1.5, LabelSmoothing: 0.1), Kind.Probabilities, Kind.Rows),
        ["focal gamma 0"] = (new BinaryFocalCrossentropy(Gamma: 0), Kind.Probabilities, Kind.Rows),
        ["focal gamma 0.5"] = (new BinaryFocalCrossentropy(Gamma: 0.5), Kind.Probabilities, Kind.Rows),
        ["focal gamma 1"] = (new BinaryFocalCrossentropy(Gamma: 1), Kind.Probabilities, Kind.Rows),
        ["focal logits"] = (new BinaryFocalCrossentropy(FromLogits: true), Kind.Real, Kind.Rows),
        ["categorical"] = (new CategoricalCrossentropy(), Kind.Probabilities, Kind.Rows),
        ["categorical smoothed"] = (new CategoricalCrossentropy(LabelSmoothing: 0.1), Kind.Probabilities, Kind.Rows),
        ["categorical logits"] = (new CategoricalCrossentropy(FromLogits: true), Kind.Real, Kind.Rows),
        ["categorical logits, no distribution"] = (new CategoricalCrossentropy(FromLogits: true, LabelSmoothing: 0.1), Kind.Real, Kind.Probabilities),
        ["sparse"] = (new SparseCategoricalCrossentropy(), Kind.Probabilities, Kind.Rows),
        ["sparse logits"] = (new SparseCategoricalCrossentropy(FromLogits: true), Kind.Real, Kind.Rows),
        ["categorical focal"] = (new CategoricalFocalCrossentropy(), Kind.Probabilities, Kind.Rows),
        ["categorical focal alphas"] = (new CategoricalFocalCrossentropy(Gamma: 1.3, LabelSmoothing: 0.1) { ClassAlphas = [0.2, 0.5, 1, 2] }, Kind.Probabilities, Kind.Rows),
        ["categorical focal logits"] = (new CategoricalFocalCrossentropy(FromLogits: true, Gamma: 0.5), Kind.Real, Kind.Rows),
    };

    public static TheoryData<string, int> Names => [.. Cases.Keys.SelectMany(name => new[] { (name, 1), (name, 2), (name, 3) })];

    [Theory, MemberData(nameof(Names))]
    public void Values_and_gradients_are_the_managed_ones(string name, int rank)
    {
        var (loss, predictionKind, targetKind) = Cases[name];
        Shape shape = rank switch { 1 => [4], 2 => [3, 4], _ => [2, 2, 4] };
        const int Batch = 5;
        var writer = LossNodes.For(loss);
        var targetShape = writer.TargetShape(shape);
        var predictions = Make(Batch, shape, predictionKind, "predictions");
        var targets = loss is SparseCategoricalCrossentropy ? Indices(Batch, targetShape) : Make(Batch, shape, targetKind, "targets");
        foreach (var weights in new float[][] { [], Numbers.Uniform(Batch, "weights", 0, 2) })
        {
            var gradient = new float[predictions.Span.Length];
            var expected = loss.Compute(predictions, targets, weights, gradient);
            var (value, slope) = Run(loss, predictions, targets, weights);
            Assert.Equal(expected, value, 2e-6 * Math.Max(1, Math.Abs(expected)));
            Assert.InRange(Numbers.Difference(gradient, slope), 0, 3e-6);
        }
    }

    /// <summary>At the limits of probabilities, at kinks, and at logits that overflow when they are exponentiated.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Limits_are_the_managed_ones(string name, int rank)
    {
        if (rank != 1) return;
        var (loss, kind, _) = Cases[name];
        float[][] rows = kind == Kind.Real ? [[0, 1, -1, 200], [-200, 30, -30, 0.4f], [0, 0, 0, 0]] : [[0, 1, 0, 0], [5e-8f, 0.75f, 0.25f, 0], [0.5f, 0.5f, 0, 0], [1, 0, 0, 0]];
        var predictions = new Tensor(rows.Length, [4], rows.SelectMany(r => r).ToArray());
        for (var right = 0; right < 4; right++)
        {
            var targets = loss is SparseCategoricalCrossentropy
                ? new Tensor(rows.Length, [], Enumerable.Repeat((float)right, rows.Length).ToArray())
                : new Tensor(rows.Length, [4], rows.SelectMany(_ => Enumerable.Range(0, 4).Select(i => i == right ? 1f : 0)).ToArray());
            var gradient = new float[predictions.Span.Length];
            var expected = loss.Compute(predictions, targets, [], gradient);
            var (value, slope) = Run(loss, predictions, targets, []);
            Assert.Equal(expected, value, 3e-6 * Math.Max(1, Math.Abs(expected)));
            Assert.InRange(Numbers.Difference(gradient, slope), 0, 3e-6);
        }
    }

    [Fact]
    public void The_table_has_all_losses_and_no_other()
    {
        Assert.Equal(typeof(Loss).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Loss)) && !t.IsAbstract).Order(Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name))),
            LossNodes.Known.Order(Comparer<Type>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name))));
        var mistake = Assert.Throws<NotSupportedException>(() => LossNodes.For(new OwnLoss()));
        Assert.Contains("my_own", mistake.Message, StringComparison.Ordinal);
        Assert.Contains("OwnLoss", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_other_classes_are_told()
    {
        var graph = new GraphBuilder();
        var p = graph.Placeholder(DataType.Float, new TensorShape(-1, 3));
        var loss = new CategoricalFocalCrossentropy { ClassAlphas = [1, 2] };
        Assert.Contains("2 classes", Assert.Throws<ArgumentException>(() => LossNodes.For(loss).Write(graph, loss, p, p, graph.Constant(1f))).Message, StringComparison.Ordinal);
    }

    private static (double Value, float[] Gradient) Run(Loss loss, Tensor predictions, Tensor targets, float[] weights)
    {
        var graph = new GraphBuilder();
        var p = graph.Placeholder(DataType.Float, predictions.Shape.WithBatch(), name: "p");
        var t = graph.Placeholder(DataType.Float, targets.Shape.WithBatch(), name: "t");
        var w = graph.PlaceholderWithDefault(graph.Constant(TensorValue.Of(new[] { 1f }, 1)), new TensorShape(-1), name: "w");
        var value = LossNodes.For(loss).Write(graph, loss, p, t, w);
        Assert.Equal(TensorShape.Scalar, value.Shape);
        var gradient = Gradients.Add(graph, [(value, graph.Constant(1f))], [p])[0]!;
        using var session = new InterpretedSession(graph.Build());
        List<(string, TensorValue)> feeds = [("p", Value(predictions)), ("t", Value(targets))];
        if (weights.Length > 0) feeds.Add(("w", TensorValue.Of(weights, weights.Length)));
        var results = session.Run(feeds, [value.Name, gradient.Name], []);
        return (results[0].Floats.Span[0], results[1].Floats.ToArray());
    }

    private static TensorValue Value(Tensor tensor) => TensorValue.Of(tensor.Values, [tensor.Batch, .. tensor.Shape]);

    private static Tensor Make(int batch, Shape shape, Kind kind, string purpose)
    {
        var count = batch * (int)shape.Count;
        var values = kind == Kind.Real ? Numbers.Uniform(count, purpose, -3, 3) : Numbers.Uniform(count, purpose, 0.05, 0.95);
        if (kind == Kind.Rows)
            for (var r = 0; r < count / 4; r++)
                for (var i = 0; i < 4; i++) values[r * 4 + i] = i == r * 7 % 4 ? 1 : 0;
        return new Tensor(batch, shape, values);
    }

    private static Tensor Indices(int batch, Shape shape) => new(batch, shape, Enumerable.Range(0, batch * (int)shape.Count).Select(i => (float)(i * 7 % 4)).ToArray());

    private sealed record OwnLoss : Loss
    {
        public override string Name => "my_own";

        public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient) => 0;
    }
}
