using MlNetCnn.Compute.Losses;

namespace MlNetCnn.Compute.Tests.Training;

public class LossTests
{
    private static readonly float[] Probabilities = [0.1f, 0.7f, 0.2f, 0.25f, 0.25f, 0.5f];
    private static readonly float[] OneHot = [0, 1, 0, 0, 0, 1];

    private static Tensor Rows(float[] values, int columns) => new(values.Length / columns, [columns], values);

    [Fact]
    public void Binary_crossentropy_is_the_mean_log_loss()
    {
        var loss = new BinaryCrossentropy().Compute(Rows([0.9f, 0.2f, 0.6f], 1), Rows([1, 0, 0], 1), [], []);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.8) + Math.Log(0.4)) / 3, loss, 1e-7);
    }

    [Fact]
    public void Categorical_crossentropy_is_minus_the_log_of_the_class()
    {
        var expected = -(Math.Log(0.7) + Math.Log(0.5)) / 2;
        Assert.Equal(expected, new CategoricalCrossentropy().Compute(Rows(Probabilities, 3), Rows(OneHot, 3), [], []), 1e-7);
        Assert.Equal(expected, new SparseCategoricalCrossentropy().Compute(Rows(Probabilities, 3), Rows([1, 2], 1), [], []), 1e-7);
    }

    [Fact]
    public void Categorical_crossentropy_divides_by_the_sum_first()
    {
        float[] doubled = [.. Probabilities.Select(p => 2 * p)];
        Assert.Equal(-(Math.Log(0.7) + Math.Log(0.5)) / 2, new CategoricalCrossentropy().Compute(Rows(doubled, 3), Rows(OneHot, 3), [], []), 1e-7);
    }

    [Fact]
    public void Smoothing_moves_targets_towards_the_middle()
    {
        double Log(double p, double t) => -(t * Math.Log(p) + (1 - t) * Math.Log(1 - p));
        Assert.Equal(Log(0.9, 0.9), new BinaryCrossentropy(LabelSmoothing: 0.2).Compute(Rows([0.9f], 1), Rows([1], 1), [], []), 1e-6);
        var third = 0.3 / 3;
        Assert.Equal(
            -(third * Math.Log(0.1) + (0.7 + third) * Math.Log(0.7) + third * Math.Log(0.2)),
            new CategoricalCrossentropy(LabelSmoothing: 0.3).Compute(Rows([0.1f, 0.7f, 0.2f], 3), Rows([0, 1, 0], 3), [], []), 1e-6);
    }

    [Fact]
    public void Sample_weights_multiply_and_the_batch_divides()
    {
        var expected = -(2 * Math.Log(0.7) + 0.5 * Math.Log(0.5)) / 2;
        Assert.Equal(expected, new CategoricalCrossentropy().Compute(Rows(Probabilities, 3), Rows(OneHot, 3), [2, 0.5f], []), 1e-7);
    }

    [Fact]
    public void Certain_mistakes_are_clipped_and_have_no_gradient()
    {
        var gradient = new float[2];
        var loss = new BinaryCrossentropy().Compute(Rows([1, 0], 1), Rows([0, 1], 1), [], gradient);
        Assert.Equal(-Math.Log(1e-7), loss, 0.2); // float32's 1 - 1e-7 is 1 - 1.19e-7
        Assert.Equal([0f, 0f], gradient);
    }

    public static TheoryData<string> All => ["binary", "binary_logits", "categorical", "categorical_logits", "sparse", "sparse_logits", "mse"];

    [Theory, MemberData(nameof(All))]
    public void Gradient_is_the_slope_of_the_loss(string name)
    {
        Loss loss = name switch
        {
            "binary" => new BinaryCrossentropy(LabelSmoothing: 0.1),
            "binary_logits" => new BinaryCrossentropy(FromLogits: true),
            "categorical" => new CategoricalCrossentropy(LabelSmoothing: 0.1),
            "categorical_logits" => new CategoricalCrossentropy(FromLogits: true),
            "sparse" => new SparseCategoricalCrossentropy(),
            "sparse_logits" => new SparseCategoricalCrossentropy(FromLogits: true),
            _ => new MeanSquaredError(),
        };
        float[] values = name.EndsWith("logits", StringComparison.Ordinal) ? [-2, 0.5f, 1, 3, -1, 0.25f] : [.. Probabilities.Select(p => 0.9f * p)];
        var targets = name.StartsWith("sparse", StringComparison.Ordinal) ? Rows([2, 0], 1) : Rows(OneHot, 3);
        float[] weights = [2, 0.5f], gradient = new float[6];
        loss.Compute(Rows(values, 3), targets, weights, gradient);
        const float Step = 1f / 256;
        for (var i = 0; i < 6; i++)
        {
            float[] up = [.. values], down = [.. values];
            up[i] += Step;
            down[i] -= Step;
            var slope = (loss.Compute(Rows(up, 3), targets, weights, []) - loss.Compute(Rows(down, 3), targets, weights, [])) / ((double)up[i] - down[i]);
            Assert.Equal(slope, gradient[i], 2e-3 * (1 + Math.Abs(slope)));
        }
    }

    [Fact]
    public void Targets_of_another_size_are_refused_with_both_shapes()
    {
        var error = Assert.Throws<ArgumentException>(() => new CategoricalCrossentropy().Compute(Rows(Probabilities, 3), Rows([1, 2], 1), [], []));
        Assert.Contains("6 targets", error.Message);
        error = Assert.Throws<ArgumentException>(() => new SparseCategoricalCrossentropy().Compute(Rows(Probabilities, 3), Rows([1, 3], 1), [], []));
        Assert.Contains("from 0 to 2", error.Message);
        Assert.Throws<ArgumentException>(() => new MeanSquaredError().Compute(Rows(Probabilities, 3), Rows(OneHot, 3), [1], []));
    }
}
