using MlNetCnn.Explain.Tests.Cam;

namespace MlNetCnn.Explain.Tests.Kernels;

public sealed class Kernels_of_models
{
    [Fact]
    public void Each_layers_kernel_once_nested_models_laid_open()
    {
        var kernels = KernelStatistics.Of(TinyNets.Nested());
        Assert.Equal(["base/block1_conv1", "base/block2_conv1", "dense", "head"], kernels.Select(k => k.Path));
        Assert.Equal([true, true, false, false], kernels.Select(k => k.IsConvolution));
    }

    [Fact]
    public void Mean_and_deviation_are_numpys()
    {
        var net = TinyNets.Plain();
        TinyNets.Set(net, "conv1/kernel", i => i % 4);
        var kernel = KernelStatistics.Of(net)[0];
        Assert.Equal(1.5, kernel.Mean);
        Assert.Equal(Math.Sqrt(1.25), kernel.StandardDeviation, 1e-12);
    }

    [Fact]
    public void An_untrained_twin_is_the_same_every_time_and_leaves_the_model_alone()
    {
        var net = TinyNets.Plain(seed: 9);
        var before = KernelStatistics.Of(net)[0].Values.ToArray();
        var twin = KernelStatistics.Of(KernelStatistics.Untrained(net, 4));
        Assert.NotEqual(before, twin[0].Values.ToArray());
        Assert.Equal(twin[0].Values.ToArray(), KernelStatistics.Of(KernelStatistics.Untrained(net, 4))[0].Values.ToArray());
        Assert.Equal(before, KernelStatistics.Of(net)[0].Values.ToArray());
    }
}
