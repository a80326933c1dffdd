using System.Reflection;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Offline.Tests;

/// <summary>
/// What a library outside ML.NET must do to be saved and loaded: reach the internals by reflection, and register its loader
/// through a subclass of <see cref="Assembly"/>. Nothing here uses the access that tests have to the internals.
/// </summary>
internal static class ThirdParty
{
    public const string LoaderSignature = "ThirdPartyScaler";
    private const BindingFlags NonPublic = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    private static Assembly MLCore => typeof(ITransformer).Assembly;

    public static void Register(MLContext ml, string assemblyName = "ThirdParty.Loaders", bool throwOnError = true)
        => ml.ComponentCatalog.RegisterAssembly(new LoaderAssembly(assemblyName), throwOnError);

    public static void CheckAtModel(object context) => context.GetType().GetMethod("CheckAtModel", NonPublic, Type.EmptyTypes)!.Invoke(context, null);

    public static void SetVersionInfo(ModelSaveContext context, string loaderAssembly)
    {
        Type versionType = MLCore.GetType("Microsoft.ML.VersionInfo", throwOnError: true)!;
        object version = Activator.CreateInstance(versionType, "3PTYSCAL", 0x00010001u, 0x00010001u, 0x00010001u, loaderAssembly, LoaderSignature, null)!;
        typeof(ModelSaveContext).GetMethod("SetVersionInfo", NonPublic, [versionType])!.Invoke(context, [version]);
    }

    public static BinaryWriter Writer(ModelSaveContext context)
        => (BinaryWriter)typeof(ModelSaveContext).GetField("Writer", NonPublic)!.GetValue(context)!;

    public static void SaveBinaryStream(ModelSaveContext context, string name, Action<BinaryWriter> write)
        => typeof(ModelSaveContext).GetMethod("SaveBinaryStream", NonPublic, [typeof(string), typeof(Action<BinaryWriter>)])!.Invoke(context, [name, write]);

    public static BinaryReader Reader(object context)
        => (BinaryReader)context.GetType().GetField("Reader", NonPublic)!.GetValue(context)!;

    public static bool TryLoadBinaryStream(object context, string name, Action<BinaryReader> read)
        => (bool)context.GetType().GetMethod("TryLoadBinaryStream", NonPublic, [typeof(string), typeof(Action<BinaryReader>)])!.Invoke(context, [name, read])!;

    public static SchemaShape.Column ShapeColumn(string name, SchemaShape.Column.VectorKind kind, DataViewType itemType)
    {
        ConstructorInfo constructor = typeof(SchemaShape.Column).GetConstructor(NonPublic,
            [typeof(string), typeof(SchemaShape.Column.VectorKind), typeof(DataViewType), typeof(bool), typeof(SchemaShape)])!;
        return (SchemaShape.Column)constructor.Invoke([name, kind, itemType, false, null]);
    }

    /// <summary>An assembly that exists only to hand out one attribute.</summary>
    private sealed class LoaderAssembly(string name) : Assembly
    {
        public override string FullName => $"{name}, Version=1.0.0.0";

        public override object[] GetCustomAttributes(Type attributeType, bool inherit)
        {
            Type attribute = MLCore.GetType("Microsoft.ML.LoadableClassAttribute", throwOnError: true)!;
            Type signature = MLCore.GetType("Microsoft.ML.SignatureLoadModel", throwOnError: true)!;
            ConstructorInfo constructor = attribute.GetConstructor([typeof(Type), typeof(Type), typeof(Type), typeof(string), typeof(string[])])!;
            var result = (object[])Array.CreateInstance(attributeType, 1);
            result[0] = constructor.Invoke([typeof(Scaler), null, signature, "Third party scaler", new[] { LoaderSignature }]);
            return result;
        }

        public override Type[] GetTypes() => [];
    }

    /// <summary>Multiplies a number; the factor is in its own entry, as weights would be.</summary>
    public sealed class Scaler : ITransformer, IDisposable
    {
        private readonly float _factor;

        public Scaler(float factor) => _factor = factor;

        public bool IsDisposed { get; private set; }

        public bool IsRowToRowMapper { get; init; } = true;

        public bool SavesNothing { get; init; }

        public bool SavesTooMuch { get; init; }

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => new Mapper(this, inputSchema).OutputSchema;

        public IDataView Transform(IDataView input) => new View(input, new Mapper(this, input.Schema));

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new Mapper(this, inputSchema);

        public void Save(ModelSaveContext ctx)
        {
            if (SavesNothing)
                return;
            CheckAtModel(ctx);
            SetVersionInfo(ctx, typeof(Scaler).Assembly.FullName!);
            Writer(ctx).Write(7);
            if (SavesTooMuch)
                Writer(ctx).Write(8);
            SaveBinaryStream(ctx, "Weights.bin", writer => writer.Write(_factor));
        }

        public void Dispose() => IsDisposed = true;

        // The parameter of type object matches the internal ModelLoadContext.
        private static Scaler Create(IHostEnvironment env, object ctx)
        {
            Assert.NotNull(env);
            CheckAtModel(ctx);
            Assert.Equal(7, Reader(ctx).ReadInt32());
            float factor = 0;
            Assert.True(TryLoadBinaryStream(ctx, "Weights.bin", reader => factor = reader.ReadSingle()));
            Assert.False(TryLoadBinaryStream(ctx, "Absent.bin", _ => Assert.Fail("there is no such entry")));
            return new Scaler(factor);
        }

        private sealed class Mapper : IRowToRowMapper
        {
            public Mapper(Scaler parent, DataViewSchema inputSchema)
            {
                Parent = parent;
                InputSchema = inputSchema;
                var builder = new DataViewSchema.Builder();
                builder.AddColumns(inputSchema);
                builder.AddColumn("Scaled", NumberDataViewType.Single);
                OutputSchema = builder.ToSchema();
            }

            public Scaler Parent { get; }

            public DataViewSchema InputSchema { get; }

            public DataViewSchema OutputSchema { get; }

            public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
                => dependingColumns.Select(column => column.Index < InputSchema.Count ? InputSchema[column.Index] : InputSchema["Height"]).DistinctBy(column => column.Index);

            public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns) => new Row(input, this);

            public ValueGetter<T> Getter<T>(DataViewRow input, DataViewSchema.Column column)
            {
                if (column.Index < InputSchema.Count)
                    return input.GetGetter<T>(InputSchema[column.Index]);
                ValueGetter<float> height = input.GetGetter<float>(InputSchema["Height"]);
                ValueGetter<float> scaled = (ref float value) =>
                {
                    height(ref value);
                    value *= Parent._factor;
                };
                return (ValueGetter<T>)(Delegate)scaled;
            }
        }

        private sealed class Row(DataViewRow input, Mapper mapper) : DataViewRow
        {
            public override long Position => input.Position;

            public override long Batch => input.Batch;

            public override DataViewSchema Schema => mapper.OutputSchema;

            public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

            public override bool IsColumnActive(DataViewSchema.Column column) => true;

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => mapper.Getter<TValue>(input, column);
        }

        private sealed class View(IDataView source, Mapper mapper) : IDataView
        {
            public bool CanShuffle => false;

            public DataViewSchema Schema => mapper.OutputSchema;

            public long? GetRowCount() => source.GetRowCount();

            public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
                => new Cursor(source.GetRowCursor(mapper.GetDependencies(columnsNeeded)), mapper);

            public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
                => [GetRowCursor(columnsNeeded, rand)];
        }

        private sealed class Cursor(DataViewRowCursor input, Mapper mapper) : DataViewRowCursor
        {
            public override long Position => input.Position;

            public override long Batch => input.Batch;

            public override DataViewSchema Schema => mapper.OutputSchema;

            public override bool MoveNext() => input.MoveNext();

            public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

            public override bool IsColumnActive(DataViewSchema.Column column) => true;

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => mapper.Getter<TValue>(input, column);
        }
    }

    /// <summary>An estimator outside ML.NET.</summary>
    public sealed class ScalerEstimator(float factor) : IEstimator<Scaler>
    {
        public List<string> Calls { get; } = [];

        public Scaler Fit(IDataView input)
        {
            Calls.Add("Fit");
            return new Scaler(factor);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            Calls.Add("GetOutputSchema");
            return new SchemaShape(inputSchema.Append(ShapeColumn("Scaled", SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single)));
        }
    }
}
