using System.Text.Json;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Tests.Training;

/// <summary>The losses beside real Keras and PyTorch's autograd (Reference/make_losses.py).</summary>
public class LossTests
{
    private static readonly Dictionary<string, Loss> Cases = new()
    {
        ["mean_squared_error"] = new MeanSquaredError(),
        ["mean_absolute_error"] = new MeanAbsoluteError(),
        ["huber"] = new Huber(),
        ["huber_delta"] = new Huber(2.5),
        ["log_cosh"] = new LogCosh(),
        ["poisson"] = new Poisson(),
        ["kl_divergence"] = new KLDivergence(),
        ["kl_divergence_one_hot"] = new KLDivergence(),
        ["hinge"] = new Hinge(),
        ["hinge_binary"] = new Hinge(),
        ["squared_hinge"] = new SquaredHinge(),
        ["squared_hinge_binary"] = new SquaredHinge(),
        ["categorical_hinge"] = new CategoricalHinge(),
        ["categorical_hinge_probabilities"] = new CategoricalHinge(),
        ["binary_crossentropy"] = new BinaryCrossentropy(),
        ["binary_crossentropy_smooth"] = new BinaryCrossentropy(LabelSmoothing: 0.2),
        ["binary_crossentropy_logits"] = new BinaryCrossentropy(FromLogits: true),
        ["binary_crossentropy_logits_smooth"] = new BinaryCrossentropy(FromLogits: true, LabelSmoothing: 0.1),
        ["binary_crossentropy_large_logits"] = new BinaryCrossentropy(FromLogits: true),
        ["binary_crossentropy_image"] = new BinaryCrossentropy(),
        ["binary_crossentropy_clipped"] = new BinaryCrossentropy(),
        ["categorical_crossentropy"] = new CategoricalCrossentropy(),
        ["categorical_crossentropy_divided"] = new CategoricalCrossentropy(),
        ["categorical_crossentropy_soft"] = new CategoricalCrossentropy(),
        ["categorical_crossentropy_smooth"] = new CategoricalCrossentropy(LabelSmoothing: 0.3),
        ["categorical_crossentropy_logits"] = new CategoricalCrossentropy(FromLogits: true),
        ["categorical_crossentropy_logits_smooth"] = new CategoricalCrossentropy(FromLogits: true, LabelSmoothing: 0.1),
        ["categorical_crossentropy_large_logits"] = new CategoricalCrossentropy(FromLogits: true),
        ["categorical_crossentropy_clipped"] = new CategoricalCrossentropy(),
        ["sparse_categorical_crossentropy"] = new SparseCategoricalCrossentropy(),
        ["sparse_categorical_crossentropy_logits"] = new SparseCategoricalCrossentropy(FromLogits: true),
        ["sparse_categorical_crossentropy_image"] = new SparseCategoricalCrossentropy(),
        ["binary_focal"] = new BinaryFocalCrossentropy(),
        ["binary_focal_balanced"] = new BinaryFocalCrossentropy(true, 0.3, 1.5),
        ["binary_focal_smooth"] = new BinaryFocalCrossentropy(Gamma: 3, LabelSmoothing: 0.2),
        ["binary_focal_logits"] = new BinaryFocalCrossentropy(FromLogits: true),
        ["binary_focal_all"] = new BinaryFocalCrossentropy(true, 0.6, 0.5, true, 0.1),
        ["binary_focal_none"] = new BinaryFocalCrossentropy(Gamma: 0),
        ["binary_focal_clipped"] = new BinaryFocalCrossentropy(),
        ["categorical_focal"] = new CategoricalFocalCrossentropy(),
        ["categorical_focal_divided"] = new CategoricalFocalCrossentropy(0.5, 1.5),
        ["categorical_focal_classes"] = new CategoricalFocalCrossentropy { ClassAlphas = [0.1, 0.2, 0.3, 0.4, 0.5] },
        ["categorical_focal_smooth"] = new CategoricalFocalCrossentropy(LabelSmoothing: 0.2),
        ["categorical_focal_logits"] = new CategoricalFocalCrossentropy(FromLogits: true),
        ["categorical_focal_logits_all"] = new CategoricalFocalCrossentropy(0.4, 0.5, true, 0.1),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Loss_and_gradient_are_those_of_Keras(string name)
    {
        var table = ReferenceNumbers.Read("losses.json").GetProperty(name);
        var (predictions, targets, weights) = Read(table);
        AssertMatches(table.GetProperty("plain"), name, predictions, targets, []);
        AssertMatches(table.GetProperty("weighted"), name, predictions, targets, weights);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_step_allocates_nothing(string name)
    {
        var (predictions, targets, weights) = Read(ReferenceNumbers.Read("losses.json").GetProperty(name));
        var gradient = new float[predictions.Span.Length];
        Cases[name].Compute(predictions, targets, weights, gradient);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++) Cases[name].Compute(predictions, targets, weights, gradient);
        // Boxed enumerators and the like would show with every row.
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_prediction_of_NaN_shows_in_loss_and_gradient(string name)
    {
        var (predictions, targets, _) = Read(ReferenceNumbers.Read("losses.json").GetProperty(name));
        predictions.Span[1] = float.NaN;
        var gradient = new float[predictions.Span.Length];
        Assert.True(double.IsNaN(Cases[name].Compute(predictions, targets, [], gradient)));
        Assert.Contains(gradient, float.IsNaN);
    }

    [Fact]
    public void Class_weights_are_those_of_Keras()
    {
        var weights = new ClassWeights(new Dictionary<int, double> { [0] = 0.5, [1] = 3, [3] = 0 });
        foreach (var row in ReferenceNumbers.Read("losses.json").GetProperty("class_weights").EnumerateObject())
        {
            var targets = Floats(row.Value.GetProperty("targets"));
            Assert.Equal(Floats(row.Value.GetProperty("weights")), weights.SampleWeights(Rows(targets, row.Value.GetProperty("columns").GetInt32())));
        }

        Assert.Throws<ArgumentException>(() => new ClassWeights(new Dictionary<int, double> { [0] = -1 }));
        Assert.Throws<ArgumentException>(() => new ClassWeights(new Dictionary<int, double> { [-1] = 1 }));
        Assert.Throws<ArgumentException>(() => weights.SampleWeights(new Tensor(2, [3, 4])));
        Assert.Throws<ArgumentException>(() => weights.SampleWeights(Rows([1, 0], 1), new float[3]));
    }

    [Fact]
    public void Losses_refuse_options_out_of_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Huber(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryCrossentropy(LabelSmoothing: 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryFocalCrossentropy(Alpha: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryFocalCrossentropy(Gamma: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalFocalCrossentropy(Alpha: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CategoricalFocalCrossentropy { ClassAlphas = [1, -1] });
        var error = Assert.Throws<ArgumentException>(() =>
            new CategoricalFocalCrossentropy { ClassAlphas = [1, 1] }.Compute(Rows([1, 0, 0], 3), Rows([1, 0, 0], 3), [], []));
        Assert.Contains("2 classes", error.Message);
    }

    [Fact]
    public void Targets_of_another_size_are_refused_with_both_shapes()
    {
        float[] probabilities = [0.1f, 0.7f, 0.2f, 0.25f, 0.25f, 0.5f], oneHot = [0, 1, 0, 0, 0, 1];
        var error = Assert.Throws<ArgumentException>(() => new CategoricalCrossentropy().Compute(Rows(probabilities, 3), Rows([1, 2], 1), [], []));
        Assert.Contains("6 targets", error.Message);
        error = Assert.Throws<ArgumentException>(() => new SparseCategoricalCrossentropy().Compute(Rows(probabilities, 3), Rows([1, 3], 1), [], []));
        Assert.Contains("from 0 to 2", error.Message);
        Assert.Throws<ArgumentException>(() => new MeanSquaredError().Compute(Rows(probabilities, 3), Rows(oneHot, 3), [1], []));
        Assert.Throws<ArgumentException>(() => new MeanSquaredError().Compute(Rows(probabilities, 3), Rows(oneHot, 3), [], new float[5]));
    }

    private static Tensor Rows(float[] values, int columns) => new(values.Length / columns, [columns], values);

    private static float[] Floats(JsonElement array) => [.. array.Doubles().Select(v => (float)v)];

    private static (Tensor Predictions, Tensor Targets, float[] Weights) Read(JsonElement table)
    {
        int[] shape = [.. table.GetProperty("shape").Doubles().Select(d => (int)d)];
        float[] predictions = Floats(table.GetProperty("predictions")), targets = Floats(table.GetProperty("targets"));
        Shape inner = [.. shape[1..]];
        // Class indices: one per row.
        Shape ofTargets = targets.Length == predictions.Length ? inner : [.. shape[1..^1], 1];
        return (new(shape[0], inner, predictions), new(shape[0], ofTargets, targets), Floats(table.GetProperty("weights")));
    }

    private static void AssertMatches(JsonElement expected, string name, Tensor predictions, Tensor targets, float[] weights)
    {
        var value = expected[0].GetDouble();
        var gradient = new float[predictions.Span.Length];
        Array.Fill(gradient, 77);
        AssertClose(value, Cases[name].Compute(predictions, targets, weights, gradient), Math.Abs(value), "loss");
        Assert.Equal(Cases[name].Compute(predictions, targets, weights, gradient), Cases[name].Compute(predictions, targets, weights, []));
        var slopes = expected[1].Doubles();
        Assert.Equal(slopes.Length, gradient.Length);
        var largest = slopes.Max(Math.Abs);
        for (var i = 0; i < slopes.Length; i++) AssertClose(slopes[i], gradient[i], Math.Max(Math.Abs(slopes[i]), largest / 10), $"gradient {i}");
    }

    private static void AssertClose(double expected, double actual, double scale, string what) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-6 * scale, $"{what}: expected {expected:R}, actual {actual:R}.");
}
