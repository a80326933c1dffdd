namespace MlNetCnn.Architecture.Tests;

/// <summary>The TensorFlowRuntime switch, asked of MSBuild itself.</summary>
public sealed class TensorFlowSwitchTests
{
    [Theory]
    [InlineData("none", "linux-x64", "")]
    [InlineData("cpu", "osx-x64", "SciSharp.TensorFlow.Redist")]
    [InlineData("gpu", "linux-x64", "SciSharp.TensorFlow.Redist-Linux-GPU")]
    [InlineData("GPU", "win-x64", "SciSharp.TensorFlow.Redist-Windows-GPU")]
    public void A_word_and_the_programs_system_choose_the_package(string word, string system, string package) =>
        Assert.Equal((0, package), Run("-getProperty:TensorFlowPackage", $"-p:TensorFlowRuntime={word}", $"-p:RuntimeIdentifier={system}"));

    [Fact]
    public void Without_a_word_no_package_is_referenced()
    {
        var (code, items) = Run("-getItem:PackageReference");
        Assert.True(code == 0, items);
        Assert.DoesNotContain("SciSharp", items, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tpu", "linux-x64", "TensorFlowRuntime: 'tpu' is none of none, cpu and gpu.")]
    [InlineData("gpu", "osx-x64", "TensorFlowRuntime: there are packages for the GPU for Linux and Windows only; take cpu.")]
    public void What_there_is_not_is_refused(string word, string system, string message)
    {
        var (code, output) = Run("-t:CheckTensorFlow", $"-p:TensorFlowRuntime={word}", $"-p:RuntimeIdentifier={system}");
        Assert.NotEqual(0, code);
        Assert.Contains(message, output, StringComparison.Ordinal);
    }

    private static (int Code, string Output) Run(params string[] arguments)
    {
        var (code, output) = MSBuild.Run(Repository.At("tests", "MlNetCnn.TensorFlow.Tests", "MlNetCnn.TensorFlow.Tests.csproj"), arguments);
        return (code, output.Trim());
    }
}
