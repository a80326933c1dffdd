using MlNetCnn.Compute.Convolution;
using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Winograd;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Layers;

public class ConvolutionChoiceTests
{
    private static Windows Same(int size, int channels, int kernel = 3, int stride = 1, int dilation = 1)
    {
        var output = Window.OutputSize(size, kernel, stride, dilation, Padding.Same);
        return Windows.Of([size, size, channels], [output, output, 1], kernel, stride, dilation, Padding.Same);
    }

    private static Type Forward(ConvolutionChoice choice, Windows windows, int filters, int groups = 1)
    {
        using var method = choice.Forward(Kernels.Best, windows, filters, groups);
        return method.GetType();
    }

    [Fact]
    public void Geometry_and_channels_choose()
    {
        var choice = ConvolutionChoice.Default;
        Assert.Equal(typeof(WinogradConvolution), Forward(choice, Same(28, 64), 64));
        Assert.Equal(typeof(DirectConvolution), Forward(choice, Same(28, 64, stride: 2), 64));
        Assert.Equal(typeof(DirectConvolution), Forward(choice, Same(28, 64, dilation: 2), 64));
        Assert.Equal(typeof(PixelConvolution), Forward(choice, Same(28, 64, kernel: 1), 64));
        Assert.Equal(typeof(DirectConvolution), Forward(choice, Same(14, 64, kernel: 1), 64));
        Assert.Equal(typeof(DirectConvolution), Forward(choice, Same(28, 100, kernel: 1), 64));
        Assert.Equal(typeof(DirectConvolution), Forward(choice, Same(28, 64), 64, groups: 2));
        Assert.Equal(typeof(FewChannelConvolution), Forward(choice, Same(28, 3), 32));
        Assert.Equal(typeof(FewChannelConvolution), Forward(choice, Same(28, 1, kernel: 5, stride: 2), 32));
        Assert.IsType<WinogradConvolution>(choice.InputGradient(Kernels.Best, Same(28, 64), 64, 1));
        Assert.IsType<WinogradKernelGradient>(choice.KernelGradient(Kernels.Best, Same(28, 64), 64, 1));
        Assert.IsType<DirectInputGradient>(choice.InputGradient(Kernels.Best, Same(28, 64, stride: 2), 64, 1));
        Assert.IsType<DirectKernelGradient>(choice.KernelGradient(Kernels.Best, Same(28, 64, stride: 2), 64, 1));
    }

    [Fact]
    public void Precise_means_direct()
    {
        var choice = new ConvolutionChoice(true, new ConvolutionPlan([new("forward 28x28x64 to 28x28x64", "winograd4")]));
        Assert.Equal(typeof(DirectConvolution), Forward(choice, Same(28, 64), 64));
        Assert.IsType<DirectInputGradient>(choice.InputGradient(Kernels.Best, Same(28, 64), 64, 1));
        Assert.IsType<DirectKernelGradient>(choice.KernelGradient(Kernels.Best, Same(28, 64), 64, 1));
    }

    [Fact]
    public void A_plan_overrides_the_estimate_where_it_knows_the_layer()
    {
        var choice = new ConvolutionChoice(false, new ConvolutionPlan([new("forward 28x28x64 to 28x28x64", "direct"), new("kernel 28x28x64 to 28x28x64", "direct")]));
        Assert.Equal(typeof(DirectConvolution), Forward(choice, Same(28, 64), 64));
        Assert.IsType<DirectKernelGradient>(choice.KernelGradient(Kernels.Best, Same(28, 64), 64, 1));
        Assert.IsType<WinogradConvolution>(choice.InputGradient(Kernels.Best, Same(28, 64), 64, 1));
        Assert.Equal(typeof(WinogradConvolution), Forward(choice, Same(29, 64), 64));
    }

    [Fact]
    public void A_plan_goes_through_json()
    {
        var plan = new ConvolutionPlan([new("forward 28x28x64 to 28x28x64", "winograd3"), new("input 28x28x64 to 28x28x64", "direct")]);
        var copy = ConvolutionPlan.FromJson(plan.ToJson());
        Assert.Equal(plan.Methods.OrderBy(p => p.Key), copy.Methods.OrderBy(p => p.Key));
        Assert.Equal(plan.ToJson(), copy.ToJson());
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{\"forward 1x1x1 to 1x1x1\": 4}")]
    [InlineData("{\"forward 1x1x1 to 1x1x1\": \"winograd9\"}")]
    [InlineData("{\"forward 1x1x1 to 1x1x1\": null}")]
    public void Other_json_is_refused(string json) => Assert.Throws<FormatException>(() => ConvolutionPlan.FromJson(json));
}
