using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Winograd;

namespace MlNetCnn.Compute.Tests.Arithmetic;

/// <summary>The estimate must order the ways as they were measured, where the difference was clear.</summary>
public class WinogradCostTests
{
    private static Windows Same(int size, int channels) => new(size, size, channels, size, size, 3, 1, 1, 1, 1);

    [Theory]
    [InlineData(64, 64, 150)]
    [InlineData(128, 128, 75)]
    [InlineData(256, 256, 37)]
    [InlineData(32, 64, 36)]
    public void Many_tiles_are_best_large(int channels, int filters, int size)
    {
        var windows = Same(size, channels);
        Assert.True(WinogradCost.Convolution(windows, filters, 4) < WinogradCost.Convolution(windows, filters, 3));
        Assert.True(WinogradCost.Convolution(windows, filters, 3) < WinogradCost.Convolution(windows, filters, 2));
        Assert.True(WinogradCost.Convolution(windows, filters, 2) < WinogradCost.Direct(windows, filters));
    }

    [Theory]
    [InlineData(512, 9)]
    [InlineData(128, 9)]
    public void Sizes_that_threes_divide_are_best_in_threes(int channels, int size)
    {
        var windows = Same(size, channels);
        Assert.True(WinogradCost.Convolution(windows, channels, 3) < WinogradCost.Convolution(windows, channels, 4));
        Assert.True(WinogradCost.KernelGradient(windows, channels, 3) < WinogradCost.KernelGradient(windows, channels, 4));
    }

    [Fact]
    public void Pooling_in_passing_leaves_out_what_it_does_not_need()
    {
        var windows = Same(37, 256);
        Assert.True(WinogradCost.Convolution(windows, 256, 4, pool: true) < WinogradCost.Convolution(windows, 256, 4));
    }

    [Fact]
    public void Few_channels_are_best_direct() => Assert.True(WinogradCost.Direct(Same(150, 3), 32) < WinogradCost.Convolution(Same(150, 3), 32, 4));
}
