using MlNetCnn.TensorFlow.Native;
using MlNetCnn.Testing;

namespace MlNetCnn.TensorFlow.Tests.Native;

/// <summary>Finding the library, and what is said where that fails.</summary>
public sealed class TensorFlowRuntimeTests
{
    private const string Framework = "libtensorflow_framework.so.2";

    public static TheoryData<string> Layouts => new()
    {
        LibraryPlaces.Names[0], LibraryPlaces.Names[^1], Path.Combine("lib", LibraryPlaces.Names[0]), Path.Combine("tensorflow", LibraryPlaces.Names[^1]),
        Path.Combine("runtimes", Install.Platform, "native", LibraryPlaces.Names[LibraryPlaces.Names.Count / 2]),
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_folder_is_searched_as_packages_archives_and_wheels_lay_it(string file)
    {
        using var folder = new TempFolder();
        var path = folder.File(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(MockCompiler.Library(), path);
        var byFolder = TensorFlowRuntime.Load(new() { Library = folder.Path });
        Assert.Equal((path, "2.16.1-mock"), (byFolder.Library, byFolder.Version));
        Assert.Same(byFolder, TensorFlowRuntime.Load(new() { Library = path }));
        Assert.Equal($"TensorFlow 2.16.1-mock ({path})", byFolder.ToString());
    }

    [Fact]
    public void A_library_that_is_not_there_names_every_place_and_what_to_install()
    {
        using var folder = new TempFolder();
        var e = Assert.Throws<TensorFlowException>(() => TensorFlowRuntime.Load(new() { Library = folder.Path }));
        Assert.Equal(TensorFlowStatus.Unavailable, e.Status);
        string[] expected =
        [
            "TensorFlowOptions.Library names the folder", "SciSharp.TensorFlow.Redist 2.16.0 (CPU)", "SciSharp.TensorFlow.Redist-Linux-GPU 2.11.1", "SciSharp.TensorFlow.Redist-Windows-GPU 2.10.3",
            "TensorFlowRuntime=cpu|gpu", "MLNETCNN_TENSORFLOW", folder.File(LibraryPlaces.Names[0]), folder.File("runtimes", Install.Platform, "native", LibraryPlaces.Names[^1]),
            folder.File("tensorflow", LibraryPlaces.Names[^1]),
        ];
        Assert.All(expected, text => Assert.Contains(text, e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_word_the_programs_folders_and_the_loader_are_asked()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(LibraryPlaces.Variable) is { Length: > 0 }, "A library is named.");
        if (TensorFlowRuntime.TryLoad(null, out var runtime, out var reason))
        {
            Assert.True(Version.Parse(runtime.Version.Split('-')[0]) >= Install.Oldest);
            return;
        }

        Assert.Contains(Path.Combine(AppContext.BaseDirectory, LibraryPlaces.Names[0]), reason, StringComparison.Ordinal);
        Assert.Contains($"{LibraryPlaces.Names[0]} on the system loader's path", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.9.3", " is TensorFlow 2.9.3; 2.10 or newer is needed. Reference a package")]
    [InlineData("1.15.0", " is TensorFlow 1.15.0; 2.10 or newer is needed.")]
    [InlineData("nightly", " is TensorFlow nightly; 2.10 or newer is needed.")]
    [InlineData("2.10.0-rc1", " (TensorFlow 2.10.0-rc1) lacks TF_NewStatus, ")]
    [InlineData("2.20.0-dev20250101", " (TensorFlow 2.20.0-dev20250101) lacks TF_NewStatus, ")]
    public void A_library_older_than_2_10_is_refused(string version, string message)
    {
        using var folder = new TempFolder();
        var library = OnlyVersion(folder, version);
        var e = Assert.Throws<TensorFlowException>(() => TensorFlowRuntime.Load(new() { Library = library }));
        Assert.StartsWith(library + message, e.Message, StringComparison.Ordinal);
        Assert.Equal(TensorFlowStatus.Unavailable, e.Status);
    }

    [Fact]
    public void Functions_that_are_not_there_are_all_named()
    {
        var library = MockCompiler.Library("-DTF_SessionRun=Other_Run", "-DTF_SessionListDevices=Other_List");
        var e = Assert.Throws<TensorFlowException>(() => TensorFlowRuntime.Load(new() { Library = library }));
        Assert.StartsWith($"{library} (TensorFlow 2.16.1-mock) lacks TF_SessionRun, TF_SessionListDevices of TensorFlow's C API.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_functions_of_strings_all_the_rest_serves()
    {
        using var mock = new MockTensorFlow("-DTF_StringInit=Other_StringInit");
        using var session = mock.Open();
        session.Extend(Graphs.Of([.. Graphs.Relu.Nodes, Graphs.Const("words", TensorValue.Of(["one"], 1)), Graphs.Placeholder("text", DataType.String)]));
        Assert.Equal([2f], session.Run([("x", Graphs.Floats(1))], ["y"], [])[0].Floats.ToArray());
        Action[] runs = [() => session.Run([], ["words"], []), () => session.Run([("text", TensorValue.Of(["one"], 1))], [], ["text"])];
        foreach (var run in runs)
            Assert.Equal("This TensorFlow (2.16.1-mock) cannot take or give strings: it lacks TF_StringInit.", Assert.Throws<TensorFlowException>(run).Message);
    }

    [Fact]
    public void Another_library_is_no_TensorFlow()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("other.c"), "int other(void) { return 1; }\n");
        MockCompiler.Run(folder.File("libother.so"), folder.File("other.c"));
        var e = Assert.Throws<TensorFlowException>(() => TensorFlowRuntime.Load(new() { Library = folder.File("libother.so") }));
        Assert.StartsWith($"{folder.File("libother.so")} is no TensorFlow library: it has no function TF_Version.", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("libcudart.so.11.0", "It belongs to CUDA or cuDNN, which a TensorFlow for the GPU needs: SciSharp.TensorFlow.Redist-Linux-GPU 2.11.1 takes CUDA 11.2 and cuDNN 8.1.")]
    [InlineData("libcudnn.so.8", "It belongs to CUDA or cuDNN")]
    [InlineData("libsomething.so.3", "Install what has libsomething.so.3, or take another TensorFlow.")]
    public void A_dependency_that_is_not_there_is_named_with_what_has_it(string dependency, string advice)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The loader's message is Linux's.");
        using var folder = new TempFolder();
        var library = OnlyVersion(folder, "1.0", Dependency(folder, dependency));
        File.Delete(folder.File(dependency));
        var e = Assert.Throws<TensorFlowException>(() => TensorFlowRuntime.Load(new() { Library = library }));
        Assert.StartsWith($"{library} needs {dependency}, which is not found. {advice}", e.Message, StringComparison.Ordinal);
        Assert.Contains("cannot open shared object file", e.Message, StringComparison.Ordinal);
        Assert.IsType<DllNotFoundException>(e.InnerException);
    }

    [Fact]
    public void The_framework_beside_the_library_is_found_wherever_the_two_are()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The framework is a file of its own on Linux.");
        using var folder = new TempFolder();
        var library = OnlyVersion(folder, "1.0", Dependency(folder, Framework));
        File.Move(folder.File(Framework), folder.File("elsewhere"));
        var missing = Assert.Throws<TensorFlowException>(() => TensorFlowRuntime.Load(new() { Library = library }));
        Assert.StartsWith($"{library} needs {Framework}, which is not found. Put {Framework} beside it; both come with the package or the archive.", missing.Message, StringComparison.Ordinal);
        File.Move(folder.File("elsewhere"), folder.File(Framework));
        Assert.StartsWith($"{library} is TensorFlow 1.0", Assert.Throws<TensorFlowException>(() => TensorFlowRuntime.Load(new() { Library = library })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_framework_that_cannot_be_loaded_is_what_the_message_is_about()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The framework is a file of its own on Linux.");
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("framework.c"), "int framework(void);\nint framework(void) { return 1; }\n");
        // A name of its own within: the loader takes a framework that another test has loaded for any other of that name.
        MockCompiler.Run(folder.File(Framework), [folder.File("framework.c"), "-Wl,-soname,libbroken_framework.so.2", .. Dependency(folder, "libcudart.so.11.0")]);
        var library = OnlyVersion(folder, "1.0", "-Wl,--no-as-needed", folder.File(Framework));
        File.Delete(folder.File("libcudart.so.11.0"));
        var e = Assert.Throws<TensorFlowException>(() => TensorFlowRuntime.Load(new() { Library = library }));
        Assert.StartsWith($"{folder.File(Framework)} needs libcudart.so.11.0, which is not found. It belongs to CUDA or cuDNN", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_may_have_any_name()
    {
        using var folder = new TempFolder();
        var place = folder.File("Grüße 世界: a folder's name");
        Directory.CreateDirectory(place);
        var library = Path.Combine(place, LibraryPlaces.Names[0]);
        File.Copy(MockCompiler.Library(), library);
        using (var session = GraphSession.Open(new() { Library = place })) Assert.Equal(library, session.Runtime.Library);
        var broken = Path.Combine(place, LibraryPlaces.Names[^1]);
        File.WriteAllText(broken, "no library");
        Assert.StartsWith($"{broken} is not a library for", Assert.Throws<TensorFlowException>(() => TensorFlowRuntime.Load(new() { Library = broken })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(0, 0)]
    public void A_library_for_another_machine_and_a_file_that_is_none_are_told(int offset, byte value)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The loader's message is Linux's.");
        using var folder = new TempFolder();
        var bytes = File.ReadAllBytes(MockCompiler.Library());
        bytes[offset] = value;
        var library = folder.File("libtensorflow.so.2");
        File.WriteAllBytes(library, bytes);
        var e = Assert.Throws<TensorFlowException>(() => TensorFlowRuntime.Load(new() { Library = library }));
        Assert.StartsWith($"{library} is not a library for {Install.Platform}, which this process is", e.Message, StringComparison.Ordinal);
    }

    /// <summary>A library that has nothing but a version.</summary>
    private static string OnlyVersion(TempFolder folder, string version, params string[] arguments)
    {
        File.WriteAllText(folder.File("version.c"), $"const char* TF_Version(void);\nconst char* TF_Version(void) {{ return \"{version}\"; }}\n");
        var library = folder.File(LibraryPlaces.Names[0]);
        MockCompiler.Run(library, [folder.File("version.c"), .. arguments]);
        return library;
    }

    /// <summary>A library that another is to need: what the linker is told.</summary>
    private static string[] Dependency(TempFolder folder, string name)
    {
        File.WriteAllText(folder.File("dependency.c"), "int dependency(void);\nint dependency(void) { return 1; }\n");
        MockCompiler.Run(folder.File(name), folder.File("dependency.c"), $"-Wl,-soname,{name}");
        return ["-Wl,--no-as-needed", folder.File(name)];
    }
}
