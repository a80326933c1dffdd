using System.Text.Json;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Initializers;

namespace MlNetCnn.Keras.Tests;

public class InitializerTests
{
    private static readonly Shape Kernel = [3, 3, 64, 128];

    public static TheoryData<string, double, double> Variances => new()
    {
        // Name, variance by Keras's formula for fan_in 576 and fan_out 1152, largest magnitude.
        { "GlorotUniform", 2.0 / 1728, Math.Sqrt(6.0 / 1728) },
        { "GlorotNormal", 2.0 / 1728, 2 * Math.Sqrt(2.0 / 1728) / 0.87962566103423978 },
        { "HeUniform", 2.0 / 576, Math.Sqrt(6.0 / 576) },
        { "HeNormal", 2.0 / 576, 2 * Math.Sqrt(2.0 / 576) / 0.87962566103423978 },
        { "LecunUniform", 1.0 / 576, Math.Sqrt(3.0 / 576) },
        { "LecunNormal", 1.0 / 576, 2 * Math.Sqrt(1.0 / 576) / 0.87962566103423978 },
        { "VarianceScaling", 1.0 / 576, 2 * Math.Sqrt(1.0 / 576) / 0.87962566103423978 },
        { "RandomNormal", 0.0025, 1 },
        { "RandomUniform", 0.01 / 12, 0.05 },
        { "TruncatedNormal", 0.0025 * 0.87962566103423978 * 0.87962566103423978, 0.1 },
    };

    [Theory]
    [MemberData(nameof(Variances))]
    public void Values_have_the_variance_of_the_formula(string name, double variance, double largest)
    {
        var values = Draw(Create(name));
        Assert.InRange(values.Average(), -4 * Math.Sqrt(variance / values.Length), 4 * Math.Sqrt(variance / values.Length));
        Assert.InRange(values.Average(v => (double)v * v) / variance, 0.98, 1.02);
        Assert.True(values.Max(Math.Abs) <= largest * 1.000001);
    }

    [Theory]
    [InlineData("Zeros", 0)]
    [InlineData("Ones", 1)]
    [InlineData("Constant", 0)]
    public void Constants_are_constant(string name, float value) => Assert.All(Draw(Create(name)).Take(100), v => Assert.Equal(value, v));

    [Theory]
    [InlineData("glorot_uniform", "GlorotUniform")]
    [InlineData("he_normal", "HeNormal")]
    [InlineData("zeros", "Zeros")]
    [InlineData("ones", "Ones")]
    [InlineData("lecun_normal", "LecunNormal")]
    public void Short_names_are_read(string shortName, string className) => Assert.Equal(className, Create(shortName).ClassName);

    /// <summary>Q'Q is gain squared times the identity, over the smaller of the two dimensions.</summary>
    [Theory]
    [InlineData(12, 5)]
    [InlineData(5, 12)]
    [InlineData(7, 7)]
    public void Orthogonal_rows_or_columns_are_orthogonal(int rows, int columns)
    {
        var values = new float[rows * columns];
        new Orthogonal(1.5).Fill(values, [rows, columns], new RandomStream(3, "orthogonal"));
        var (count, length) = (Math.Min(rows, columns), Math.Max(rows, columns));
        double At(int vector, int i) => rows >= columns ? values[i * columns + vector] : values[vector * columns + i];
        for (var a = 0; a < count; a++)
            for (var b = 0; b < count; b++)
                Assert.Equal(a == b ? 2.25 : 0, Enumerable.Range(0, length).Sum(i => At(a, i) * At(b, i)), 1e-6);
    }

    [Fact]
    public void An_identity_is_one()
    {
        var values = new float[6];
        new IdentityMatrix(2).Fill(values, [2, 3], new RandomStream(3, "identity"));
        Assert.Equal([2, 0, 0, 0, 2, 0], values);
        Assert.Equal("Identity", Create("identity").ClassName);
    }

    [Fact]
    public void Configurations_survive()
    {
        Initializer[] all = [new Constant(0.5), new RandomNormal(1, 2), new RandomUniform(-1, 3), new TruncatedNormal(0.5, 0.25), new VarianceScaling(3, FanMode.FanAverage, ScalingDistribution.Uniform), new VarianceScaling(1, FanMode.FanOut, ScalingDistribution.UntruncatedNormal), new Orthogonal(1.5), new IdentityMatrix(2)];
        Assert.All(all, initializer =>
        {
            var json = Config(initializer);
            Assert.Equal(json, Config(KerasNames<Initializer>.Create(initializer.ClassName, Reader(json))));
        });
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_and_another_seed_others()
    {
        var weights = Enumerable.Range(0, 2).Select(_ => new Sequential([8]) { new Layers.Dense(4, name: "d") }.Weights[0]).ToArray();
        Assert.Equal(weights[0].Values.ToArray(), weights[1].Values.ToArray());
        var model = new Sequential([8]) { new Layers.Dense(4, name: "d") };
        model.InitializeWeights(5);
        Assert.NotEqual(weights[0].Values.ToArray(), model.Weights[0].Values.ToArray());
    }

    private static Initializer Create(string name) => KerasNames<Initializer>.Create(name, Reader("{}"));

    private static ConfigReader Reader(string json) => new(JsonDocument.Parse(json).RootElement, "$", null, 3);

    private static string Config(Initializer initializer)
    {
        var writer = new ConfigWriter();
        initializer.WriteConfig(writer);
        return writer.Json.ToJsonString();
    }

    private static float[] Draw(Initializer initializer)
    {
        var values = new float[Kernel.Count];
        initializer.Fill(values, Kernel, new RandomStream(1, initializer.ClassName));
        return values;
    }
}
