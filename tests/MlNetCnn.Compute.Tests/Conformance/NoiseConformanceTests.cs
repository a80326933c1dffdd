using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Conformance;

/// <summary>Layers that draw random numbers in training: their statistics, and that the way back uses what the way forward drew.</summary>
public class NoiseConformanceTests
{
    private static readonly Shape Picture = [9, 8, 16];
    private const int Batch = 6;

    private static (float[] Output, float[] Gradient) Run(Layer layer, long seed = 3)
    {
        var model = Net.Of(Picture, layer);
        var x = Ones();
        var output = TrainingMode.Forward(model, [x], new() { Threads = 2 }, seed);
        using var executable = new ManagedEngine().Compile(model, new() { Training = new() { Optimizer = new Optimizers.Sgd(), Loss = new Losses.MeanSquaredError(), Seed = seed } });
        return (output, executable.Gradient([x], Ones(), [model.Inputs[0].Layer.Name], training: true)[0].Span.ToArray());
    }

    private static Tensor Ones()
    {
        var x = new Tensor(Batch, Picture);
        x.Span.Fill(1);
        return x;
    }

    [Fact]
    public void Dropout_drops_its_share_scales_the_rest_and_goes_back_the_same_way()
    {
        var (output, gradient) = Run(new Dropout(0.3));
        Assert.Equal(output, gradient);
        Assert.All(output, v => Assert.True(v == 0 || Math.Abs(v - 1 / 0.7) < 1e-6));
        // 6,912 draws: the share's standard deviation is 0.0055.
        Assert.Equal(0.3, output.Count(v => v == 0) / (double)output.Length, 0.025);
        Assert.NotEqual(output, Run(new Dropout(0.3), seed: 4).Output);
        Assert.Equal(output, Run(new Dropout(0.3)).Output);
    }

    [Theory]
    [InlineData(DataFormat.ChannelsLast)]
    [InlineData(DataFormat.ChannelsFirst)]
    public void SpatialDropout_drops_whole_channels(DataFormat format)
    {
        var (output, gradient) = Run(new SpatialDropout2D(0.4, dataFormat: format));
        Assert.Equal(output, gradient);
        var channels = format == DataFormat.ChannelsLast ? Picture[2] : Picture[0];
        var positions = (int)Picture.Count / channels;
        var dropped = 0;
        for (var n = 0; n < Batch; n++)
            for (var c = 0; c < channels; c++)
            {
                float[] values = [.. Enumerable.Range(0, positions).Select(p => output[n * (int)Picture.Count + (format == DataFormat.ChannelsLast ? p * channels + c : c * positions + p)])];
                Assert.Single(values.Distinct());
                if (values[0] == 0) dropped++;
                else Assert.Equal(1 / 0.6, values[0], 1e-6);
            }

        // 54 to 96 draws: three standard deviations are 0.15 to 0.2.
        Assert.Equal(0.4, dropped / (double)(Batch * channels), 0.2);
    }

    /// <summary>Stochastic depth drops whole pictures; a mask may be shared by the batch, or along any dimension.</summary>
    [Theory]
    [InlineData(-1, 1, 1, 1)]
    [InlineData(-1, 1, 8, 1)]
    [InlineData(1, 9, 1, -1)]
    [InlineData(-1, -1, -1, -1)]
    public void Dropout_drops_what_shares_a_place_of_the_mask(int batch, int height, int width, int channels)
    {
        var (output, gradient) = Run(new Dropout(0.4, noiseShape: [batch, height, width, channels]), seed: 6);
        Assert.Equal(output, gradient);
        var seen = new Dictionary<(int, int, int, int), float>();
        for (var i = 0; i < output.Length; i++)
        {
            var place = (batch == 1 ? 0 : i / 1152, height == 1 ? 0 : i / 128 % 9, width == 1 ? 0 : i / 16 % 8, channels == 1 ? 0 : i % 16);
            Assert.Equal(seen.TryGetValue(place, out var known) ? known : seen[place] = output[i], output[i]);
            if (output[i] != 0) Assert.Equal(1 / 0.6, output[i], 1e-6);
        }

        Assert.Equal((batch == 1 ? 1 : Batch) * (height == 1 ? 1 : 9) * (width == 1 ? 1 : 8) * (channels == 1 ? 1 : 16), seen.Count);
        // 6 draws at least: none of them alike would be a chance of 1 in 20, so the seed is one that shows both.
        Assert.Contains(0, seen.Values);
        Assert.Contains(seen.Values, v => v != 0);
        if (seen.Count > 40) Assert.Equal(0.4, seen.Values.Count(v => v == 0) / (double)seen.Count, 0.2);
    }

    [Fact]
    public void GaussianNoise_adds_noise_of_its_deviation_and_passes_gradients_on()
    {
        var (output, gradient) = Run(new GaussianNoise(0.5));
        Assert.All(gradient, g => Assert.Equal(1, g));
        Assert.Equal(1, output.Average(), 0.03);
        Assert.Equal(0.5, Math.Sqrt(output.Average(v => (v - 1.0) * (v - 1.0))), 0.02);
    }

    [Fact]
    public void GaussianDropout_multiplies_with_noise_and_goes_back_the_same_way()
    {
        var (output, gradient) = Run(new GaussianDropout(0.2));
        Assert.Equal(output, gradient);
        Assert.Equal(1, output.Average(), 0.03);
        Assert.Equal(0.5, Math.Sqrt(output.Average(v => (v - 1.0) * (v - 1.0))), 0.02);
    }

    [Fact]
    public void Every_step_draws_anew()
    {
        var model = Net.Of(Picture, new Dropout(0.5));
        using var executable = new ManagedEngine().Compile(model, new() { Training = new() { Optimizer = new Optimizers.Sgd(), Loss = new Losses.MeanSquaredError() } });
        var target = new Tensor(Batch, Picture);
        var first = executable.TrainStep([Ones()], target).Outputs.Span.ToArray();
        Assert.NotEqual(first, executable.TrainStep([Ones()], target).Outputs.Span.ToArray());
        Assert.Equal(Ones().Span.ToArray(), executable.TestStep([Ones()], target).Outputs.Span.ToArray());
    }
}
