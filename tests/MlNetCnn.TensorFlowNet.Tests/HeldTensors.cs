using System.Runtime.InteropServices;
using MlNetCnn.TensorFlow.Tests.Native;
using MlNetCnn.Testing;
using TF = Tensorflow;

namespace MlNetCnn.TensorFlowNet.Tests;

/// <summary>Lets TensorFlow.NET hold tensors and graphs without TensorFlow: its library's place is taken by <c>tensors.c</c>.</summary>
internal static class HeldTensors
{
    private static readonly Lazy<nint> Library = new(Load);

    /// <summary>Loads the library; skips the running test where there is no C compiler.</summary>
    public static void Need() => _ = Library.Value;

    /// <summary>A tensor of zeros for one picture.</summary>
    public static TF.Tensor Of(Keras.Shape shape)
    {
        Need();
        return new TF.Tensor(new float[shape.Count], new TF.Shape([1, .. shape.Select(d => (long)d)]));
    }

    private static nint Load()
    {
        using var folder = new TempFolder();
        MockCompiler.Run(folder.File("libtensorflow"), Path.Combine(AppContext.BaseDirectory, "tensors.c"));
        var library = NativeLibrary.Load(folder.File("libtensorflow"));
        NativeLibrary.SetDllImportResolver(typeof(TF.Tensor).Assembly, (name, _, _) => name == "tensorflow" ? library : 0);
        return library;
    }
}
