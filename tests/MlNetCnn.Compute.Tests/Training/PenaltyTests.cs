using MlNetCnn.Compute.Penalties;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Compute.Tests.Training;

/// <summary>Regularizers and constraints beside real Keras (Reference/make_penalties.py).</summary>
public unsafe class PenaltyTests
{
    private static readonly Dictionary<string, Regularizer> Regularizers = new()
    {
        ["l1"] = new L1(0.03),
        ["l2"] = new L2(0.02),
        ["l1l2"] = new L1L2(0.01, 0.05),
        ["orthogonal_rows"] = new OrthogonalRegularizer(0.1),
        ["orthogonal_columns"] = new OrthogonalRegularizer(0.2, "columns"),
    };

    private static readonly Dictionary<string, Constraint> Constraints = new()
    {
        ["non_neg"] = new NonNeg(),
        ["max_norm"] = new MaxNorm(1.2),
        ["max_norm_kernel"] = new MaxNorm(1.2, [0, 1, 2]),
        ["max_norm_middle"] = new MaxNorm(0.7, [1, 2]),
        ["unit_norm"] = new UnitNorm(),
        ["unit_norm_last"] = new UnitNorm([-1]),
        ["unit_norm_ends"] = new UnitNorm([0, 3]),
        ["min_max_norm"] = new MinMaxNorm(1.6, 1.7),
        ["min_max_norm_rate"] = new MinMaxNorm(0.5, 0.9, 0.3, [0, 1, 2]),
    };

    public static TheoryData<string> RegularizerNames => [.. Regularizers.Keys];

    public static TheoryData<string> ConstraintNames => [.. Constraints.Keys];

    [Theory, MemberData(nameof(RegularizerNames))]
    public void Penalty_and_gradient_are_those_of_Keras(string name)
    {
        var table = ReferenceNumbers.Read("penalties.json").GetProperty(name);
        var weight = Weight(table.GetProperty("shape").GetString()!, Regularizers[name]);
        var penalty = Penalty.Of(weight)!;
        int rows = weight.Shape[0], columns = (int)weight.Shape.Count / rows;
        var expected = table.GetProperty("gradient").Doubles();
        fixed (float* x = weight.Values)
        {
            var value = table.GetProperty("value").GetDouble();
            Assert.Equal(value, penalty.Value(x, rows, columns, 1), 1e-6 * value);
            Assert.Equal(penalty.Value(x, rows, columns, 1), penalty.Value(x, rows, columns, 2));
            foreach (var level in SimdLevels.Available)
            {
                var gradient = new float[expected.Length];
                Array.Fill(gradient, 1);
                fixed (float* g = gradient) penalty.AddGradient(Kernels.For(level), x, g, rows, columns, 0.5, 2);
                for (var i = 0; i < gradient.Length; i++) Assert.Equal(1 + 0.5 * expected[i], gradient[i], 1.2e-7);
            }
        }
    }

    [Theory, MemberData(nameof(ConstraintNames))]
    public void Constraint_makes_what_Keras_makes(string name)
    {
        var table = ReferenceNumbers.Read("penalties.json").GetProperty(name);
        var weight = Weight(table.GetProperty("shape").GetString()!, null, Constraints[name]);
        float[] values = [.. weight.Values];
        fixed (float* x = values) Rule.Of(weight)!.Apply(x);
        var expected = table.GetProperty("values").Doubles();
        for (var i = 0; i < values.Length; i++) Assert.Equal(expected[i], values[i], 1e-6 * Math.Abs(expected[i]));
    }

    [Fact]
    public void Every_regularizer_and_constraint_of_Keras_is_known()
    {
        foreach (var type in typeof(Regularizer).Assembly.GetTypes().Where(t => !t.IsAbstract))
        {
            if (type.IsSubclassOf(typeof(Regularizer))) Assert.Contains(Regularizers.Values, r => r.GetType() == type);
            if (type.IsSubclassOf(typeof(Constraint))) Assert.Contains(Constraints.Values, c => c.GetType() == type);
        }

        var plain = new Sequential([2]) { new Dense(1) };
        Assert.Null(Penalty.Of(plain.Weights[0]));
        Assert.Null(Rule.Of(plain.Weights[0]));
    }

    [Fact]
    public void An_activity_penalty_is_divided_by_the_batch()
    {
        var activity = new ActivityPenalty(new L1L2(0.5, 0.25), [3], "dense");
        float[] values = [1, -2, 0, 3, 0, -1], gradient = new float[6];
        fixed (float* x = values, g = gradient)
        {
            Assert.Equal((0.5 * 7 + 0.25 * 15) / 2, activity.Value(x, 2, 1), 1e-12);
            activity.AddGradient(Kernels.Best, x, g, 2, 1);
        }

        Assert.Equal([0.5f, -0.75f, 0, 1, 0, -0.5f], gradient);
    }

    [Fact]
    public void Elementwise_penalties_are_the_same_by_ranges_and_by_threads()
    {
        const int Count = 100_003;
        float[] values = ReferenceNumbers.Wave(Count, 0.1), whole = new float[Count], parts = new float[Count];
        var penalty = Penalty.Create(new L1L2(0.1, 0.2), 1, "a test");
        Assert.True(penalty.IsElementwise);
        Assert.False(Penalty.Create(new OrthogonalRegularizer(), 2, "a test").IsElementwise);
        fixed (float* x = values, a = whole, b = parts)
        {
            Assert.Equal(penalty.Value(x, 1, Count, 1), penalty.Value(x, 1, Count, 4));
            Assert.Equal(values.Sum(v => 0.1 * Math.Abs((double)v) + 0.2 * v * (double)v), penalty.Value(x, 1, Count, 1), 1e-8);
            penalty.AddGradient(Kernels.Best, x, a, 1, Count, 1, 4);
            for (int start = 0, length = 1; start < Count; start += length, length = Math.Min(length * 2 + 1, Count - start))
                penalty.AddGradient(Kernels.Best, x + start, b + start, 1, length, 1, 1);
        }

        Assert.Equal(whole, parts);
    }

    [Fact]
    public void Short_and_single_rows_have_finite_gradients()
    {
        var penalty = Penalty.Create(new OrthogonalRegularizer(), 2, "a test");
        float[] values = [0, 0, 1, 2, -2, 1], gradient = new float[6];
        fixed (float* x = values, g = gradient)
        {
            penalty.AddGradient(Kernels.Best, x, g, 3, 2, 1, 1);
            Assert.All(gradient, v => Assert.True(float.IsFinite(v)));
            Assert.Equal(0, penalty.Value(x, 1, 6, 1));
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        var error = Assert.Throws<NotSupportedException>(() => Penalty.Of(Weight("kernel", new OrthogonalRegularizer())));
        Assert.Contains("conv/kernel", error.Message);
        Assert.Contains("rank 4", error.Message);
        error = Assert.Throws<NotSupportedException>(() => Rule.Of(Weight("matrix", null, new MaxNorm(1, [0, 2]))));
        Assert.Contains("axis 2", error.Message);
        Assert.Contains("dense/kernel", error.Message);
    }

    [Fact]
    public void NaN_goes_through_constraints()
    {
        foreach (var constraint in new Constraint[] { new NonNeg(), new MaxNorm(), new UnitNorm(), new MinMaxNorm() })
        {
            var weight = Weight("matrix", null, constraint);
            float[] values = [.. weight.Values];
            values[5] = float.NaN;
            fixed (float* x = values) Rule.Of(weight)!.Apply(x);
            Assert.True(float.IsNaN(values[5]), constraint.ClassName);
        }
    }

    private static Weight Weight(string shape, Regularizer? regularizer, Constraint? constraint = null)
    {
        var net = shape == "matrix"
            ? new Sequential([6]) { new Dense(4, useBias: false, kernelRegularizer: regularizer, kernelConstraint: constraint, name: "dense") }
            : new Sequential([5, 5, 2]) { new Conv2D(3, 2, useBias: false, kernelRegularizer: regularizer, kernelConstraint: constraint, name: "conv") };
        net.Weights[0].SetValues(ReferenceNumbers.Wave(24, shape == "matrix" ? 0.4 : 1.3));
        return net.Weights[0];
    }
}
