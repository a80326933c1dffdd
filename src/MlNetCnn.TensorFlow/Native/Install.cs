using System.Runtime.InteropServices;

namespace MlNetCnn.TensorFlow.Native;

/// <summary>What to install, for messages: the packages and versions that go together.</summary>
internal static class Install
{
    /// <summary>The oldest TensorFlow whose C API and operations are enough.</summary>
    public static Version Oldest { get; } = new(2, 10);

    public const string Cpu = "SciSharp.TensorFlow.Redist 2.16.0";

    public const string LinuxGpu = "SciSharp.TensorFlow.Redist-Linux-GPU 2.11.1";

    public const string WindowsGpu = "SciSharp.TensorFlow.Redist-Windows-GPU 2.10.3";

    /// <summary>What both GPU packages are built for, as TensorFlow's table of tested builds says of 2.10 and 2.11.</summary>
    public const string Cuda = "CUDA 11.2 and cuDNN 8.1";

    /// <summary>How to get the library.</summary>
    public static string Advice =>
        $"Reference a package in the application: {Cpu} (CPU), {LinuxGpu} or {WindowsGpu} (in this repository the MSBuild property TensorFlowRuntime=cpu|gpu does); or name the library, be it " +
        $"libtensorflow.so.2 or the libtensorflow_cc.so.2 of TensorFlow's Python wheel (in site-packages/tensorflow), in {nameof(TensorFlowOptions)}.{nameof(TensorFlowOptions.Library)} or in the environment variable " +
        $"{LibraryPlaces.Variable}.";

    /// <summary>How to get a GPU to answer.</summary>
    public static string GpuAdvice =>
        $"That takes an NVIDIA driver, a TensorFlow built with CUDA ({LinuxGpu} or {WindowsGpu}, MSBuild property TensorFlowRuntime=gpu; both need {Cuda}; native Windows ended with 2.10) and the variable " +
        "CUDA_VISIBLE_DEVICES not hiding the device.";

    /// <summary>Which TensorFlow cannot be had: <c>linux-x64</c>.</summary>
    public static string Platform =>
        $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
}
