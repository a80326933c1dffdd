using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>
/// What a component writes itself to: one entry of a model zip, and further entries beside it. As in ML.NET only
/// <see cref="Dispose"/> is public; components outside reach the rest by reflection, so its names are ML.NET's.
/// </summary>
public sealed class ModelSaveContext : IDisposable
{
    internal readonly RepositoryWriter Repository;
    internal readonly string Directory;
    internal readonly BinaryWriter Writer;
    internal readonly long FpMin;
    internal ModelHeader Header;

    private readonly RepositoryEntry _entry;
    private readonly List<string> _strings = [];
    private readonly Dictionary<string, int> _stringIds = new(StringComparer.Ordinal);
    private string _loaderAssemblyName;
    private bool _disposed;

    internal ModelSaveContext(RepositoryWriter rep, string dir, string name)
    {
        Contracts.CheckValue(rep, nameof(rep));
        Contracts.CheckNonEmpty(name, nameof(name));
        Repository = rep;
        Directory = dir;
        _entry = rep.CreateEntry(dir, name);
        Writer = new BinaryWriter(_entry.Stream, Encoding.UTF8, leaveOpen: true);
        Header = ModelHeader.BeginWrite(Writer, out FpMin);
    }

    internal bool InRepository => Repository != null;

    /// <summary>Saves a component into a directory of a zip.</summary>
    internal static void SaveModel<T>(RepositoryWriter rep, T value, string path) where T : class
    {
        if (value is not ICanSaveModel component)
            return;
        using var context = new ModelSaveContext(rep, path, ModelLoadContext.ModelStreamName);
        component.Save(context);
        context.Done();
    }

    /// <summary>Saves a component into a directory below this one.</summary>
    internal void SaveModel<T>(T value, string name) where T : class => SaveModel(Repository, value, Path.Combine(Directory ?? "", name));

    /// <summary>Checks that nothing was written yet.</summary>
    internal void CheckAtModel()
    {
        Writer.Flush();
        Contracts.Check(Writer.BaseStream.Position == FpMin + Header.FpModel, "The component has already written to its entry");
    }

    internal void SetVersionInfo(VersionInfo ver)
    {
        Header.SetVersionInfo(ver);
        _loaderAssemblyName = ver.LoaderAssemblyName;
    }

    /// <summary>Writes text into an entry beside this one.</summary>
    internal void SaveTextStream(string name, Action<TextWriter> action)
    {
        Contracts.CheckValue(action, nameof(action));
        using RepositoryEntry entry = Repository.CreateEntry(Directory, name);
        using var writer = new StreamWriter(entry.Stream, new UTF8Encoding(false), leaveOpen: true);
        action(writer);
    }

    /// <summary>Writes bytes into an entry beside this one.</summary>
    internal void SaveBinaryStream(string name, Action<BinaryWriter> action)
    {
        Contracts.CheckValue(action, nameof(action));
        using RepositoryEntry entry = Repository.CreateEntry(Directory, name);
        using var writer = new BinaryWriter(entry.Stream, Encoding.UTF8, leaveOpen: true);
        action(writer);
    }

    /// <summary>Writes the number of a string of the entry's string table, -1 for null.</summary>
    internal void SaveStringOrNull(string str) => Writer.Write(str == null ? -1 : IdOf(str));

    internal void SaveString(string str)
    {
        Contracts.CheckValue(str, nameof(str));
        Writer.Write(IdOf(str));
    }

    internal void SaveNonEmptyString(string str)
    {
        Contracts.CheckParam(!string.IsNullOrEmpty(str), nameof(str));
        Writer.Write(IdOf(str));
    }

    /// <summary>Completes the entry.</summary>
    /// <exception cref="InvalidOperationException">The component set no version information.</exception>
    internal void Done()
    {
        Contracts.Check(Header.ModelSignature != 0, "ModelSignature not specified!");
        Header.EndWrite(Writer, FpMin, _strings, _loaderAssemblyName);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Writer.Dispose();
        _entry.Dispose();
    }

    private int IdOf(string text)
    {
        if (!_stringIds.TryGetValue(text, out int id))
        {
            _stringIds.Add(text, id = _strings.Count);
            _strings.Add(text);
        }
        return id;
    }
}
