using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace MlNetCnn.TensorFlow.Native;

/// <summary>Finds TensorFlow's library and loads it. Nothing is unloaded: TensorFlow keeps threads of its own.</summary>
internal static partial class LibraryLoader
{
    /// <summary>Loads the library that is named, else the one beside the program, else the system loader's.</summary>
    /// <param name="option">File or folder; null for none named.</param>
    /// <returns>The library, and what it is called.</returns>
    /// <exception cref="TensorFlowException">There is none, or it cannot be loaded.</exception>
    public static (nint Handle, string Path) Load(string? option)
    {
        if (LibraryPlaces.Named(option) is { } named) return LoadNamed(named.Path, named.By);
        var tried = new List<string>();
        foreach (var file in LibraryPlaces.Program.SelectMany(LibraryPlaces.In))
        {
            if (File.Exists(file)) return (LoadFile(file), file);
            tried.Add(file);
        }

        foreach (var name in LibraryPlaces.Names)
        {
            if (NativeLibrary.TryLoad(name, out var handle)) return (handle, name);
            tried.Add($"{name} on the system loader's path");
        }

        throw Unavailable($"TensorFlow's native library is not there. {Install.Advice} Looked for:\n- {string.Join("\n- ", tried)}");
    }

    private static (nint Handle, string Path) LoadNamed(string path, string by)
    {
        if (File.Exists(path)) return (LoadFile(path), path);
        if (!Directory.Exists(path)) throw Unavailable($"{by} names {path}, where there is neither a file nor a folder. {Install.Advice}");
        var files = LibraryPlaces.In(path).ToList();
        var file = files.Find(File.Exists)
            ?? throw Unavailable($"{by} names the folder {path}, which does not hold TensorFlow's native library. {Install.Advice} Looked for:\n- {string.Join("\n- ", files)}");
        return (LoadFile(file), file);
    }

    private static nint LoadFile(string file)
    {
        var framework = Path.Combine(Path.GetDirectoryName(file)!, LibraryPlaces.Framework);
        if (!OperatingSystem.IsWindows() && File.Exists(framework) && !TryLoad(framework, out _, out var broken))
        {
            // The library may do without it; else what is wrong with the framework is what is wrong.
            return TryLoad(file, out var alone, out _) ? alone : throw Unavailable(Explain(framework, broken), broken);
        }

        return TryLoad(file, out var handle, out var why) ? handle : throw Unavailable(Explain(file, why), why);
    }

    private static bool TryLoad(string file, out nint handle, [NotNullWhen(false)] out Exception? why)
    {
        try
        {
            (handle, why) = (NativeLibrary.Load(file), null);
            return true;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            (handle, why) = (0, e);
            return false;
        }
    }

    private static string Explain(string file, Exception e)
    {
        if (e is BadImageFormatException || OtherPlatform().IsMatch(e.Message))
            return $"{file} is not a library for {Install.Platform}, which this process is (SciSharp's packages hold win-x64, linux-x64 and osx-x64). {Install.Advice} The loader says: {e.Message}";
        if (Missing().Match(e.Message) is not { Success: true } match || match.Groups[1].Value == file) return $"{file} cannot be loaded. {Install.Advice} The loader says: {e.Message}";
        var missing = match.Groups[1].Value;
        var advice = missing.StartsWith("libtensorflow_framework", StringComparison.Ordinal) ? $"Put {missing} beside it; both come with the package or the archive."
            : Cuda().IsMatch(missing) ? $"It belongs to CUDA or cuDNN, which a TensorFlow for the GPU needs: {Install.LinuxGpu} takes {Install.Cuda}. For the CPU take {Install.Cpu}."
            : $"Install what has {missing}, or take another TensorFlow. {Install.Advice}";
        return $"{file} needs {missing}, which is not found. {advice} The loader says: {e.Message}";
    }

    private static TensorFlowException Unavailable(string message, Exception? inner = null) => new(message, TensorFlowStatus.Unavailable, inner);

    [GeneratedRegex(@"^(.+): cannot open shared object file", RegexOptions.Multiline)]
    private static partial Regex Missing();

    [GeneratedRegex("wrong ELF class|invalid ELF header|file too short|incompatible architecture|not a mach-o|ELF load command", RegexOptions.IgnoreCase)]
    private static partial Regex OtherPlatform();

    [GeneratedRegex(@"^lib(cuda|cud|cublas|cufft|curand|cusolver|cusparse|cudnn|nvinfer|nccl|nv)")]
    private static partial Regex Cuda();
}
