using System.Runtime.CompilerServices;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Maps rows by an action from one class to another; the other class's members become columns.</summary>
public sealed class CustomMappingTransformer<TSrc, TDst> : ITransformer
    where TSrc : class, new()
    where TDst : class, new()
{
    private readonly Action<TSrc, TDst> _mapAction;
    private readonly string _contractName;

    internal CustomMappingTransformer(IHostEnvironment env, Action<TSrc, TDst> mapAction, string contractName,
        SchemaDefinition inputSchemaDefinition, SchemaDefinition outputSchemaDefinition)
    {
        Contracts.CheckValue(env, nameof(env));
        Contracts.CheckValue(mapAction, nameof(mapAction));
        _mapAction = mapAction;
        _contractName = contractName;
        InputSchemaDefinition = inputSchemaDefinition;
        Added = ColumnMember.Bind<TDst>(outputSchemaDefinition, SchemaDefinition.Direction.Write);
    }

    bool ITransformer.IsRowToRowMapper => true;

    internal SchemaDefinition InputSchemaDefinition { get; }

    internal ColumnMember[] Added { get; }

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        Contracts.CheckValue(input, nameof(input));
        return new MappedDataView(input, Bind(input.Schema));
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        Contracts.Check(_contractName != null, "Empty contract name for a transform: the transform cannot be saved");
        CustomMappingLoader.Save(ctx, _contractName, _mapAction.Method.DeclaringType.Assembly);
    }

    private ColumnMapper Bind(DataViewSchema inputSchema)
    {
        Contracts.CheckValue(inputSchema, nameof(inputSchema));
        return ColumnMapper.Adding(new Mapping(this, inputSchema));
    }

    private sealed class Mapping : AddedColumns
    {
        private readonly CustomMappingTransformer<TSrc, TDst> _parent;
        private readonly TypedRowReader<TSrc> _reader;

        // All columns of one row share one call of the action.
        private readonly ConditionalWeakTable<DataViewRow, MappedObject> _mapped = [];

        public Mapping(CustomMappingTransformer<TSrc, TDst> parent, DataViewSchema inputSchema)
            : base(inputSchema)
        {
            _parent = parent;
            _reader = new TypedRowReader<TSrc>(inputSchema, false, parent.InputSchemaDefinition);
            Columns = Array.ConvertAll(parent.Added, member => new DataViewSchema.DetachedColumn(member.Name, member.Type, member.Annotations));
        }

        public override IReadOnlyList<DataViewSchema.DetachedColumn> Columns { get; }

        public override IReadOnlyList<int> SourcesOf(int added) => [.. _reader.Columns.Select(column => column.Index)];

        public override Delegate CreateGetter(DataViewRow input, int added)
        {
            MappedObject mapped = _mapped.GetValue(input, row => new MappedObject(row, _reader.Bind(row), _parent));
            return GenericCall.Invoke<Delegate>(typeof(Mapping), null, nameof(CreateGetterCore), Columns[added].Type.RawType, mapped, added);
        }

        private static ValueGetter<T> CreateGetterCore<T>(MappedObject mapped, int added)
        {
            var getter = (ValueGetter<T>)mapped.Output.CreateGetter(added);
            return (ref T value) =>
            {
                mapped.Refresh();
                getter(ref value);
            };
        }
    }

    private sealed class MappedObject(DataViewRow input, Action<TSrc> read, CustomMappingTransformer<TSrc, TDst> parent)
    {
        private readonly TSrc _source = new();
        private long _position = -1;

        public ObjectRow<TDst> Output { get; } = new(parent.Added) { Current = new TDst() };

        public void Refresh()
        {
            if (_position == input.Position)
                return;
            read(_source);
            parent._mapAction(_source, Output.Current);
            _position = input.Position;
        }
    }
}
