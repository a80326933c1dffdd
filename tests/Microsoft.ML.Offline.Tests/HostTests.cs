using Microsoft.ML.Runtime;

namespace Microsoft.ML.Offline.Tests;

public sealed class HostTests
{
    [Fact]
    public void Options_keep_their_type()
    {
        var ml = new MLContext();
        Assert.True(ml.TryAddOption("size", 3));
        Assert.False(ml.TryAddOption("size", 4));
        Assert.True(ml.TryGetOption("size", out int size));
        Assert.Equal(3, size);
        Assert.False(ml.TryGetOption("size", out string _));
        Assert.Equal(0.0, ml.GetOptionOrDefault<double>("rate"));
        Assert.True(ml.RemoveOption("rate"));
        Assert.False(ml.RemoveOption("rate"));
        Assert.Throws<ArgumentNullException>(() => ml.SetOption(" ", 1));
    }

    [Fact]
    public void Nested_hosts_are_named_as_in_MLNet()
    {
        var ml = new MLContext();
        var sources = new List<string>();
        ml.Log += (_, line) => sources.Add(line.Source);
        IHost outer = ((IHostEnvironment)ml).Register("Outer");
        IHost inner = outer.Register("Inner").Register("Innermost");
        using (inner.Start("Work"))
        {
        }
        // A host's name begins with the host around the one it was made from.
        Assert.Equal("Outer; Innermost; Work", sources[0]);
    }

    [Fact]
    public void Settings_reach_the_hosts_made_after_them()
    {
        var ml = new MLContext { GpuDeviceId = 1, FallbackToCpu = true };
        var host = Assert.IsType<LocalEnvironment>(((IHostEnvironment)ml).Register("Host"));
        Assert.Equal(1, host.GpuDeviceId);
        Assert.True(host.FallbackToCpu);
        Assert.Equal(Path.GetTempPath(), host.TempFilePath);
    }

    [Fact]
    public void Exceptions_are_marked()
    {
        IExceptionContext host = ((IHostEnvironment)new MLContext()).Register("Trainer");
        var error = host.Process(new InvalidOperationException("no"));
        // Not by the host's name, whatever the key promises; so it is in ML.NET.
        Assert.Equal("Environment", error.Data["Throwing component"]);
        Assert.True(error.IsMarked());
    }

    [Fact]
    public void A_progress_channel_never_reaches_the_log()
    {
        var ml = new MLContext();
        ml.Log += (_, _) => Assert.Fail("progress reached the log");
        using IProgressChannel progress = ((IHostEnvironment)ml).StartProgressChannel("Epochs");
        progress.SetHeader(new ProgressHeader(["loss"], ["epochs"]), entry => entry.SetProgress(0, 1, 10));
        progress.Checkpoint(0.5, 1);
    }

    [Fact]
    public void Pipes_carry_other_messages()
    {
        using IPipe<int> pipe = ((IHostEnvironment)new MLContext()).StartPipe<int>("Numbers");
        pipe.Send(3);
        Assert.Equal("Numbers", pipe.ContextDescription);
    }
}
