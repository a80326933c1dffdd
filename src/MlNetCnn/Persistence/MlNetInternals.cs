using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetCnn.Persistence;

/// <summary>
/// The members of ML.NET that a component outside it needs and that are not public: to save itself into a model zip, to be found when the zip is
/// loaded, and to describe a column before there is data. Everything that is reflected is here and is looked up once, at the first use of
/// <c>ml.Cnn</c>; a version of ML.NET that lacks a member is refused then, by name.
/// </summary>
internal sealed class MlNetInternals
{
    private readonly MethodInfo _checkAtModelSave;
    private readonly MethodInfo _setVersionInfo;
    private readonly FieldInfo _writer;
    private readonly MethodInfo _saveBinaryStream;
    private readonly MethodInfo _checkAtModelLoad;
    private readonly FieldInfo _reader;
    private readonly MethodInfo _tryLoadBinaryStream;
    private readonly ConstructorInfo _versionInfo;
    private readonly ConstructorInfo _loadableClass;
    private readonly Type _signatureLoadModel;
    private readonly ConstructorInfo _schemaShapeColumn;

    private MlNetInternals()
    {
        const BindingFlags any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var save = typeof(ModelSaveContext);
        var core = save.Assembly;
        var load = Type("Microsoft.ML.ModelLoadContext");
        var version = Type("Microsoft.ML.VersionInfo");
        var loadable = Type("Microsoft.ML.LoadableClassAttribute");
        _signatureLoadModel = Type("Microsoft.ML.SignatureLoadModel");

        _checkAtModelSave = Method(save, "CheckAtModel");
        _setVersionInfo = Method(save, "SetVersionInfo", version);
        _writer = Field(save, "Writer");
        _saveBinaryStream = Method(save, "SaveBinaryStream", typeof(string), typeof(Action<BinaryWriter>));
        _checkAtModelLoad = Method(load, "CheckAtModel", version);
        _reader = Field(load, "Reader");
        _tryLoadBinaryStream = Method(load, "TryLoadBinaryStream", typeof(string), typeof(Action<BinaryReader>));
        _versionInfo = Constructor(version, typeof(string), typeof(uint), typeof(uint), typeof(uint), typeof(string), typeof(string), typeof(string));
        _loadableClass = Constructor(loadable, typeof(Type), typeof(Type), typeof(Type), typeof(Type), typeof(string), typeof(string[]));
        _schemaShapeColumn = Constructor(
            typeof(SchemaShape.Column), typeof(string), typeof(SchemaShape.Column.VectorKind), typeof(DataViewType), typeof(bool), typeof(SchemaShape));

        Type Type(string name) => core.GetType(name) ?? throw Missing(name);
        MethodInfo Method(Type type, string name, params Type[] parameters) => type.GetMethod(name, any, parameters) ?? throw Missing($"{type.FullName}.{name}");
        FieldInfo Field(Type type, string name) => type.GetField(name, any) ?? throw Missing($"{type.FullName}.{name}");
        ConstructorInfo Constructor(Type type, params Type[] parameters) => type.GetConstructor(any, parameters) ?? throw Missing($"the constructor of {type.FullName}");
        NotSupportedException Missing(string member) => new(
            $"{core.GetName().Name} {core.GetName().Version} has no {member}, which MlNetCnn needs to save and load models. MlNetCnn is made for Microsoft.ML 5.0.0.");
    }

    /// <summary>The members; the first use looks them up.</summary>
    /// <exception cref="NotSupportedException">This version of ML.NET lacks one; the message names version and member.</exception>
    public static MlNetInternals Instance => Lazily.Value;

    private static Lazy<MlNetInternals> Lazily { get; } = new(() => new MlNetInternals());

    /// <summary>Starts saving a component and gives the writer for its fields.</summary>
    public BinaryWriter BeginSave(ModelSaveContext context, FormatVersion version)
    {
        Invoke(_checkAtModelSave, context);
        Invoke(_setVersionInfo, context, ToVersionInfo(version));
        return (BinaryWriter)_writer.GetValue(context)!;
    }

    /// <summary>Saves a blob as an entry of its own beside the component in the zip.</summary>
    public void SaveBinaryStream(ModelSaveContext context, string name, Action<BinaryWriter> write) => Invoke(_saveBinaryStream, context, name, write);

    /// <summary>Starts loading a component (a <c>ModelLoadContext</c>), checks its version, and gives the reader of its fields.</summary>
    public BinaryReader BeginLoad(object context, FormatVersion version)
    {
        Invoke(_checkAtModelLoad, context, ToVersionInfo(version));
        return (BinaryReader)_reader.GetValue(context)!;
    }

    /// <summary>Reads an entry beside the component; false when there is none.</summary>
    public bool TryLoadBinaryStream(object context, string name, Action<BinaryReader> read) => (bool)Invoke(_tryLoadBinaryStream, context, name, read)!;

    /// <summary>The attribute by which ML.NET finds <paramref name="loader"/>'s static <c>Create</c> for a loader signature.</summary>
    public Attribute LoadableClass(Type instance, Type loader, string signature) =>
        (Attribute)_loadableClass.Invoke([instance, loader, null, _signatureLoadModel, signature, new[] { signature }]);

    /// <summary>A column of a <see cref="SchemaShape"/>.</summary>
    public SchemaShape.Column SchemaShapeColumn(string name, SchemaShape.Column.VectorKind kind, DataViewType itemType, bool isKey, SchemaShape? annotations) =>
        (SchemaShape.Column)_schemaShapeColumn.Invoke([name, kind, itemType, isKey, annotations]);

    private object ToVersionInfo(FormatVersion v) =>
        _versionInfo.Invoke([v.ModelSignature, v.Written, v.Readable, v.CanReadBack, v.LoaderAssembly, v.LoaderSignature, null]);

    /// <summary>Calls through, so that callers see the exception itself and not the reflection's wrapper.</summary>
    private static object? Invoke(MethodInfo method, object target, params object?[] arguments) =>
        method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);
}
