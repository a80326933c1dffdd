using System.Reflection;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>What a component reads itself from. Internal, as in ML.NET; components outside reach it by reflection, so its names are ML.NET's.</summary>
internal sealed class ModelLoadContext : IDisposable
{
    /// <summary>The entry of a component in its directory.</summary>
    public const string ModelStreamName = "Model.key";

    public readonly RepositoryReader Repository;
    public readonly string Directory;
    public readonly BinaryReader Reader;
    public readonly string[] Strings;
    public readonly string LoaderAssemblyName;
    public readonly long FpMin;
    internal ModelHeader Header;

    internal ModelLoadContext(RepositoryReader rep, RepositoryEntry ent, string dir)
    {
        Contracts.CheckValue(rep, nameof(rep));
        Contracts.CheckValue(ent, nameof(ent));
        Repository = rep;
        Directory = dir;
        Reader = new BinaryReader(ent.Stream, Encoding.UTF8, leaveOpen: true);
        Header = ModelHeader.BeginRead(Reader, out FpMin, out Strings, out LoaderAssemblyName);
    }

    public bool InRepository => Repository != null;

    /// <summary>Loads the component in a directory of a zip; false where the directory holds none.</summary>
    /// <exception cref="FormatException">There is one, but no registered class loads it.</exception>
    public static bool LoadModelOrNull<TRes, TSig>(IHostEnvironment env, out TRes result, RepositoryReader rep, string dir, params object[] extra)
        where TRes : class
    {
        result = null;
        using RepositoryEntry entry = rep.OpenEntryOrNull(dir, ModelStreamName);
        if (entry == null)
            return false;
        using var context = new ModelLoadContext(rep, entry, dir);
        if (!context.TryLoad<TRes, TSig>(env, out result, extra))
            throw Contracts.ExceptDecode($"Couldn't load model: '{dir}'");
        return true;
    }

    /// <summary>Loads the component in a directory of a zip.</summary>
    /// <exception cref="FormatException">The directory holds none, or no registered class loads it.</exception>
    public static void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, RepositoryReader rep, string dir, params object[] extra)
        where TRes : class
    {
        if (!LoadModelOrNull<TRes, TSig>(env, out result, rep, dir, extra))
            throw Contracts.ExceptDecode("Corrupt model file");
    }

    /// <summary>Loads the component in a directory below this one.</summary>
    public void LoadModel<TRes, TSig>(IHostEnvironment env, out TRes result, string name, params object[] extra)
        where TRes : class
        => LoadModel<TRes, TSig>(env, out result, Repository, Path.Combine(Directory ?? "", name), extra);

    /// <summary>Checks that nothing was read yet.</summary>
    public void CheckAtModel()
        => Contracts.Check(Reader.BaseStream.Position == FpMin + Header.FpModel, "The component has already read from its entry");

    /// <summary>Checks that nothing was read yet, and that this version can be read.</summary>
    public void CheckAtModel(VersionInfo ver)
    {
        CheckAtModel();
        Header.CheckVersionInfo(ver);
    }

    public void CheckVersionInfo(VersionInfo ver) => Header.CheckVersionInfo(ver);

    /// <summary>Reads an entry of bytes beside this one; false where there is none.</summary>
    public bool TryLoadBinaryStream(string name, Action<BinaryReader> action)
    {
        Contracts.CheckNonEmpty(name, nameof(name));
        Contracts.CheckValue(action, nameof(action));
        using RepositoryEntry entry = Repository.OpenEntryOrNull(Directory, name);
        if (entry == null)
            return false;
        using var reader = new BinaryReader(entry.Stream, Encoding.UTF8, leaveOpen: true);
        action(reader);
        return true;
    }

    /// <summary>Reads an entry of text beside this one; false where there is none.</summary>
    public bool TryLoadTextStream(string name, Action<TextReader> action)
    {
        Contracts.CheckNonEmpty(name, nameof(name));
        Contracts.CheckValue(action, nameof(action));
        using RepositoryEntry entry = Repository.OpenEntryOrNull(Directory, name);
        if (entry == null)
            return false;
        using var reader = new StreamReader(entry.Stream, Encoding.UTF8, true, -1, leaveOpen: true);
        action(reader);
        return true;
    }

    public string LoadStringOrNull()
    {
        int id = Reader.ReadInt32();
        Contracts.CheckDecode(-1 <= id && id < Strings.Length, $"Corrupt model file: string {id} of {Strings.Length}");
        return id < 0 ? null : Strings[id];
    }

    public string LoadString()
        => LoadStringOrNull() ?? throw Contracts.ExceptDecode("Corrupt model file: a string is missing");

    public string LoadNonEmptyString()
    {
        string text = LoadString();
        Contracts.CheckDecode(text.Length > 0, "Corrupt model file: a string is empty");
        return text;
    }

    public void Dispose() => Reader.Dispose();

    private bool TryLoad<TRes, TSig>(IHostEnvironment env, out TRes result, object[] extra) where TRes : class
    {
        if (!string.IsNullOrEmpty(LoaderAssemblyName))
            env.ComponentCatalog.RegisterAssembly(Assembly.Load(LoaderAssemblyName));
        object[] arguments = [this, .. extra];
        foreach (string signature in (ReadOnlySpan<string>)[Header.LoaderSignature, Header.LoaderSignatureAlt])
        {
            if (!string.IsNullOrWhiteSpace(signature) && ComponentCatalog.TryCreateInstance(env, typeof(TSig), signature, arguments, out result))
            {
                Header.EndRead(Reader, FpMin);
                return true;
            }
        }
        result = null;
        return false;
    }
}
