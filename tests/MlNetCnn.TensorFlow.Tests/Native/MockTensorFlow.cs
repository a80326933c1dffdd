using System.Runtime.InteropServices;
using MlNetCnn.TensorFlow.Native;
using MlNetCnn.Testing;

namespace MlNetCnn.TensorFlow.Tests.Native;

/// <summary>A mock of TensorFlow's library of its own for each test, so that tests run side by side. When disposed of, it checks that nothing is left alive.</summary>
internal sealed unsafe class MockTensorFlow : IDisposable
{
    private static readonly string[] Kinds =
        ["statuses", "buffers", "import options", "graphs", "session options", "sessions", "device lists", "tensors", "values", "strings"];

    private readonly TempFolder _folder = new();
    private readonly nint _library;

    public MockTensorFlow(params string[] switches)
    {
        var compiled = MockCompiler.Library(switches);
        File.Copy(compiled, Library = _folder.File(LibraryPlaces.Names[0]));
        Runtime = TensorFlowRuntime.Load(Options);
        _library = NativeLibrary.Load(Library);
    }

    public string Library { get; }

    public TensorFlowOptions Options => new() { Library = Library };

    public TensorFlowRuntime Runtime { get; }

    public string Log => Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)Function("Mock_Log"))())!;

    public int MostRuns => ((delegate* unmanaged<int>)Function("Mock_MostRuns"))();

    public int Arrivals => ((delegate* unmanaged<int>)Function("Mock_Arrivals"))();

    /// <summary>What is alive, by kind; empty for nothing.</summary>
    public string Alive => string.Join(", ", Kinds.Select((kind, i) => (kind, Count: Live(i))).Where(k => k.Count != 0).Select(k => $"{k.Count} {k.kind}"));

    public GraphSession Open(TensorFlowOptions? options = null) => GraphSession.Open(Runtime, options ?? Options);

    public void Fail(string function, TensorFlowStatus status, string message, int times = 1)
    {
        var (name, text) = (Marshal.StringToCoTaskMemUTF8(function), Marshal.StringToCoTaskMemUTF8(message));
        ((delegate* unmanaged<nint, int, nint, int, void>)Function("Mock_Fail"))(name, (int)status, text, times);
        Marshal.FreeCoTaskMem(name);
        Marshal.FreeCoTaskMem(text);
    }

    public void SetGpus(int count) => ((delegate* unmanaged<int, void>)Function("Mock_SetGpus"))(count);

    public void Arrive() => ((delegate* unmanaged<void>)Function("Mock_Arrive"))();

    public void AwaitArrivals(int count) => Assert.True(SpinWait.SpinUntil(() => Arrivals >= count, TimeSpan.FromSeconds(20)), $"{Arrivals} of {count} runs arrived.");

    /// <summary>Nothing is alive, neither by the library's count nor by ours, and it was never called wrongly.</summary>
    public void AssertNothingAlive()
    {
        Assert.Equal("", Alive);
        Assert.True(Runtime.Api.Live.Total == 0, Runtime.Api.Live.ToString());
        Assert.Equal(0, (nint)((delegate* unmanaged<nint>)Function("Mock_Violations"))());
    }

    public void Dispose()
    {
        AssertNothingAlive();
        _folder.Dispose();
    }

    private nint Live(int kind) => ((delegate* unmanaged<int, nint>)Function("Mock_Live"))(kind);

    private nint Function(string name) => NativeLibrary.GetExport(_library, name);
}
